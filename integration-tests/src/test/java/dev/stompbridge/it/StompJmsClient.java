package dev.stompbridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.fusesource.stomp.jms.StompJmsConnectionFactory;

/**
 * A connection of StompJMS, which is JMS to its application and STOMP 1.1 to the server, with one session, and what the
 * connection's listener was told. Each session has a socket of its own, and acknowledges each message ({@code ack:client}).
 */
record StompJmsClient(Connection connection, Session session, CompletableFuture<JMSException> error)
        implements AutoCloseable {

    /** The mode is one of JMS' constants. */
    static StompJmsClient connect(int port, int mode, Login login) throws JMSException {
        StompJmsConnectionFactory factory = new StompJmsConnectionFactory();
        factory.setBrokerURI("tcp://127.0.0.1:" + port);
        Connection connection = factory.createConnection(login.user(), login.passcode());
        if (!login.clientId().isEmpty()) {
            connection.setClientID(login.clientId());
        }
        CompletableFuture<JMSException> error = new CompletableFuture<>();
        connection.setExceptionListener(error::complete);
        connection.start();
        Session session = connection.createSession(mode == Session.SESSION_TRANSACTED, mode);
        return new StompJmsClient(connection, session, error);
    }

    Destination queue(String name) throws JMSException {
        return session.createQueue(name);
    }

    void send(Destination destination, Message message) throws JMSException {
        session.createProducer(destination).send(message);
    }

    void sendText(Destination destination, String text) throws JMSException {
        send(destination, session.createTextMessage(text));
    }

    MessageConsumer consumer(Destination destination) throws JMSException {
        return session.createConsumer(destination);
    }

    static Message next(MessageConsumer consumer) throws JMSException {
        Message message = consumer.receive(Limits.ARRIVAL.toMillis());
        assertThat(message).as("a message within %s", Limits.ARRIVAL).isNotNull();
        return message;
    }

    /** It sends every body with its length, and takes for bytes what has no content-type of a text. */
    static String text(Message message) throws JMSException {
        if (message instanceof TextMessage text) {
            return text.getText();
        }
        byte[] body = new byte[Math.toIntExact(((BytesMessage) message).getBodyLength())];
        ((BytesMessage) message).readBytes(body);
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
