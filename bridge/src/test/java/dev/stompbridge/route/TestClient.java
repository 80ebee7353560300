package dev.stompbridge.route;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTopic;

/** A backend and a subscriber in one: sends persistent messages, receives from what it has subscribed. */
final class TestClient implements AutoCloseable {

    private static final long TIMEOUT_MILLIS = 15_000;

    private final ActiveMQConnection connection;
    final Session session;
    final MessageProducer producer;

    TestClient(BrokerAccess broker) throws JMSException {
        this(broker, "");
    }

    /** With a client id, for durable subscriptions, unless it is empty. */
    TestClient(BrokerAccess broker, String clientId) throws JMSException {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.uri());
        factory.setWatchTopicAdvisories(false);
        connection = (ActiveMQConnection) factory.createConnection(broker.user(), broker.password());
        if (!clientId.isEmpty()) {
            connection.setClientID(clientId);
        }
        session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        producer = session.createProducer(null);
        connection.start();
    }

    static ActiveMQDestination destination(String address) {
        String name = address.substring(DestinationName.QUEUE.length());
        return address.startsWith(DestinationName.QUEUE) ? new ActiveMQQueue(name) : new ActiveMQTopic(name);
    }

    MessageConsumer subscribe(String address) throws JMSException {
        return session.createConsumer(destination(address));
    }

    /** Returns the message id. */
    String send(String address, String body) throws JMSException {
        return send(address, session.createTextMessage(body));
    }

    String send(String address, Message message) throws JMSException {
        producer.send(destination(address), message);
        return message.getJMSMessageID();
    }

    /** Prices with the numbers 0 to count - 1, on ten symbols, in one transaction. Returns the bodies. */
    List<String> sendPrices(int count) throws JMSException {
        List<String> bodies = new ArrayList<>();
        Session transacted = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageProducer prices = transacted.createProducer(destination("queue://stock.prices"));
        for (int i = 0; i < count; i++) {
            bodies.add(Prices.json("S" + i % 10, Integer.toString(i)));
            prices.send(transacted.createTextMessage(bodies.get(i)));
            if (i % Batch.MAX_MESSAGES == Batch.MAX_MESSAGES - 1) {
                transacted.commit();
            }
        }
        transacted.commit();
        transacted.close();
        return bodies;
    }

    static Message receive(MessageConsumer consumer) throws JMSException {
        Message message = consumer.receive(TIMEOUT_MILLIS);
        if (message == null) {
            throw new AssertionError("no message came");
        }
        return message;
    }

    static String receiveText(MessageConsumer consumer) throws JMSException {
        return ((TextMessage) receive(consumer)).getText();
    }

    static List<String> receiveTexts(MessageConsumer consumer, int count) throws JMSException {
        List<String> texts = new ArrayList<>();
        while (texts.size() < count) {
            texts.add(receiveText(consumer));
        }
        return texts;
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
