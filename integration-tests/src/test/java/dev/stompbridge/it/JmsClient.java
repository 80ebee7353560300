package dev.stompbridge.it;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A backend that speaks JMS to the OpenWire port. */
final class JmsClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JmsClient.class);
    private static final int CLOSE_MILLIS = 1000;

    private final ActiveMQConnection connection;

    private JmsClient(ActiveMQConnection connection) {
        this.connection = connection;
    }

    /** Logged in with the password that is the name and {@code -demo}; {@code clientId} is empty for none. */
    static JmsClient login(int port, String user, String clientId) throws JMSException {
        ActiveMQConnectionFactory factory =
                new ActiveMQConnectionFactory(user, user + "-demo", "tcp://127.0.0.1:" + port);
        // It makes no temporary destinations, and needs no right to read about them.
        factory.setWatchTopicAdvisories(false);
        factory.setCloseTimeout(CLOSE_MILLIS);
        ActiveMQConnection connection = (ActiveMQConnection) factory.createConnection();
        try {
            if (!clientId.isEmpty()) {
                connection.setClientID(clientId);
            }
            connection.start();
            return new JmsClient(connection);
        } catch (JMSException e) {
            connection.close();
            throw e;
        }
    }

    /** Sends one persistent text; returns when the broker has stored it, with the id of the message. */
    String send(String queue, String body) throws JMSException {
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        try {
            return send(session, session.createProducer(session.createQueue(queue)), body);
        } finally {
            session.close();
        }
    }

    /** The same with many texts in one transaction. */
    List<String> sendAll(String queue, List<String> bodies) throws JMSException {
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        try {
            MessageProducer producer = session.createProducer(session.createQueue(queue));
            List<String> ids = new ArrayList<>();
            for (String body : bodies) {
                ids.add(send(session, producer, body));
            }
            session.commit();
            return ids;
        } finally {
            session.close();
        }
    }

    private static String send(Session session, MessageProducer producer, String body) throws JMSException {
        TextMessage message = session.createTextMessage(body);
        producer.setDeliveryMode(DeliveryMode.PERSISTENT);
        producer.send(message);
        return message.getJMSMessageID();
    }

    /** Takes so many messages from a queue, which are acknowledged one by one. */
    List<Message> receive(String queue, int count) throws JMSException {
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        try {
            MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
            List<Message> messages = new ArrayList<>();
            while (messages.size() < count) {
                Message message = consumer.receive(Limits.ARRIVAL.toMillis());
                if (message == null) {
                    throw new AssertionError("no message within " + Limits.ARRIVAL + " after " + messages.size());
                }
                messages.add(message);
            }
            return messages;
        } finally {
            session.close();
        }
    }

    /** Subscribes under the client id of the connection; what comes while nobody is connected is kept. */
    void subscribeDurably(String topic, MessageListener listener) throws JMSException {
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        session.createDurableSubscriber(session.createTopic(topic), "witness").setMessageListener(listener);
    }

    /** Also from a broker that was killed. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (JMSException e) {
            LOG.debug("Nobody took the goodbye", e);
        }
    }
}
