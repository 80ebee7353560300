package dev.stompbridge.brokerconfig;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.command.ActiveMQDestination;
import org.jspecify.annotations.Nullable;

/** A JMS connection with one session; destinations are written {@code queue://a} and {@code topic://b}. */
final class JmsClient implements AutoCloseable {

    private static final long RECEIVE_MILLIS = Duration.ofSeconds(10).toMillis();

    private final Connection connection;
    private final Session session;

    private JmsClient(Connection connection) throws JMSException {
        this.connection = connection;
        session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    static JmsClient tcp(EmbeddedBroker broker, @Nullable String user, @Nullable String password) throws JMSException {
        return connect(new ActiveMQConnectionFactory("tcp://127.0.0.1:" + broker.openWirePort()), user, password);
    }

    /** As {@code admin} of {@link TestSettings}. */
    static JmsClient admin(EmbeddedBroker broker) throws JMSException {
        return tcp(broker, "admin", TestSettings.PASSWORD);
    }

    /** With a client id, as durable subscriptions need one. */
    static JmsClient durable(EmbeddedBroker broker, String user, String clientId) throws JMSException {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + broker.openWirePort());
        factory.setClientID(clientId);
        return connect(factory, user, TestSettings.PASSWORD);
    }

    static JmsClient link(EmbeddedBroker broker, String... groups) throws JMSException {
        LinkLogin login = broker.linkLogin(Set.of(groups));
        return link(broker.vmUri(), login.user(), login.password());
    }

    static JmsClient link(URI uri, String user, String password) throws JMSException {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(uri);
        factory.setWatchTopicAdvisories(false);
        return connect(factory, user, password);
    }

    static JmsClient connect(ActiveMQConnectionFactory factory, @Nullable String user, @Nullable String password)
            throws JMSException {
        Connection connection = factory.createConnection(user, password);
        try {
            connection.start();
            return new JmsClient(connection);
        } catch (JMSException e) {
            connection.close();
            throw e;
        }
    }

    Connection connection() {
        return connection;
    }

    Session session() {
        return session;
    }

    MessageConsumer consumer(String destination) throws JMSException {
        return session.createConsumer(destination(destination));
    }

    void send(String destination, String text) throws JMSException {
        send(destination, session.createTextMessage(text), DeliveryMode.PERSISTENT);
    }

    void sendNonPersistent(String destination, String text) throws JMSException {
        send(destination, session.createTextMessage(text), DeliveryMode.NON_PERSISTENT);
    }

    void sendBytes(String destination, int length) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(new byte[length]);
        send(destination, message, DeliveryMode.PERSISTENT);
    }

    private void send(String destination, Message message, int deliveryMode) throws JMSException {
        MessageProducer producer = session.createProducer(destination(destination));
        try {
            producer.setDeliveryMode(deliveryMode);
            producer.send(message);
        } finally {
            producer.close();
        }
    }

    /** The text of the next message of the queue, within ten seconds. */
    String receive(String destination) throws JMSException {
        MessageConsumer consumer = consumer(destination);
        try {
            return text(consumer);
        } finally {
            consumer.close();
        }
    }

    /** The text of the next message, within ten seconds. */
    static String text(MessageConsumer consumer) throws JMSException {
        Message message = Objects.requireNonNull(consumer.receive(RECEIVE_MILLIS), "no message");
        return ((TextMessage) message).getText();
    }

    static ActiveMQDestination destination(String name) {
        return ActiveMQDestination.createDestination(name, ActiveMQDestination.QUEUE_TYPE);
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
