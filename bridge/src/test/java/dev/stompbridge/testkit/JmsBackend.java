package dev.stompbridge.testkit;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;

/** A backend: one JMS session over TCP. Destinations are written {@code queue://a} and {@code topic://b}. */
public final class JmsBackend implements AutoCloseable {
    private static final long RECEIVE_MILLIS = 20_000;

    private final Connection connection;
    private final Session session;
    private final MessageProducer producer;

    private JmsBackend(Connection connection) throws JMSException {
        this.connection = connection;
        this.session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        this.producer = session.createProducer(null);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
    }

    /** As the user tester, who may read and write everything under {@code test.>}. */
    public static JmsBackend tester(TestBridge bridge) throws JMSException {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + bridge.openWirePort());
        Connection connection = factory.createConnection("tester", "tester-demo");
        connection.start();
        return new JmsBackend(connection);
    }

    public Session session() {
        return session;
    }

    /** Not persistent; the broker may not have it yet. */
    public void send(String destination, Message message) throws JMSException {
        producer.send(destination(destination), message);
    }

    public void sendText(String destination, String text) throws JMSException {
        send(destination, session.createTextMessage(text));
    }

    /** Options of ActiveMQ may follow the name: {@code queue://a?consumer.prefetchSize=1}. */
    public MessageConsumer consumer(String destination) throws JMSException {
        return session.createConsumer(destination(destination));
    }

    public static Message receive(MessageConsumer consumer) throws JMSException {
        Message message = consumer.receive(RECEIVE_MILLIS);
        if (message == null) {
            throw new AssertionError("no message came");
        }
        return message;
    }

    public static String receiveText(MessageConsumer consumer) throws JMSException {
        return ((TextMessage) receive(consumer)).getText();
    }

    /** The texts of the oldest messages of a queue, some hundred at most, those that consumers hold included. */
    public List<String> browse(String queue) throws JMSException {
        try (QueueBrowser browser = session.createBrowser(new ActiveMQQueue(queue))) {
            List<String> texts = new ArrayList<>();
            Enumeration<?> messages = browser.getEnumeration();
            while (messages.hasMoreElements()) {
                texts.add(((TextMessage) messages.nextElement()).getText());
            }
            return texts;
        }
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }

    private static ActiveMQDestination destination(String name) {
        return ActiveMQDestination.createDestination(name, ActiveMQDestination.QUEUE_TYPE);
    }
}
