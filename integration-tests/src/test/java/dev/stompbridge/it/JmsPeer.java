package dev.stompbridge.it;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;

/** The other end of an exchange: ActiveMQ's client on the OpenWire port. Destinations are named like {@code queue://test.a}. */
final class JmsPeer implements AutoCloseable {
    private final Connection connection;
    private final Session session;

    JmsPeer(int openWirePort) throws JMSException {
        ActiveMQConnectionFactory factory =
                new ActiveMQConnectionFactory("peer", "peer-demo", "tcp://127.0.0.1:" + openWirePort);
        connection = factory.createConnection();
        connection.start();
        session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    TextMessage text(String body) throws JMSException {
        return session.createTextMessage(body);
    }

    BytesMessage bytes(byte[] body) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(body);
        return message;
    }

    TemporaryQueue temporaryQueue() throws JMSException {
        return session.createTemporaryQueue();
    }

    /** Sends persistently. */
    void send(String destination, Message message) throws JMSException {
        send(ActiveMQDestination.createDestination(destination, ActiveMQDestination.QUEUE_TYPE), message);
    }

    void send(Destination destination, Message message) throws JMSException {
        session.createProducer(destination).send(message);
    }

    /** Sends texts in this order. */
    void sendTexts(String destination, String... bodies) throws JMSException {
        for (String body : bodies) {
            send(destination, text(body));
        }
    }

    Message receive(String destination) throws JMSException {
        return receive(ActiveMQDestination.createDestination(destination, ActiveMQDestination.QUEUE_TYPE));
    }

    /** Waits for one message and acknowledges it. */
    Message receive(Destination destination) throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(destination)) {
            Message message = consumer.receive(Limits.ARRIVAL.toMillis());
            if (message == null) {
                throw new AssertionError("no message from " + destination + " within " + Limits.ARRIVAL);
            }
            return message;
        }
    }

    /** What is on a queue at this moment. */
    List<?> browse(String queue) throws JMSException {
        try (QueueBrowser browser = session.createBrowser(new ActiveMQQueue(queue))) {
            Enumeration<?> messages = browser.getEnumeration();
            return Collections.list(messages);
        }
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
