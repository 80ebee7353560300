package dev.stompbridge.route;

import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.List;
import java.util.function.Consumer;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.ActiveMQMessageConsumer;
import org.apache.activemq.RedeliveryPolicy;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.transport.Transport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a route, with one transacted session that consumes the source and sends. Everything taken and sent
 * since the last commit is one transaction of the broker. After any error it is of no more use but to be closed, which
 * gives back what was not committed.
 *
 * <p>Confined to the thread of the route. SENDs inside a transaction ask for no response; what the broker has against
 * one of them comes out at the commit.
 */
final class RouteLink {

    /** Twice a batch, so that the next one is here when a batch has been committed. As many messages wait in memory. */
    private static final int PREFETCH = 2 * Batch.MAX_MESSAGES;

    private static final int CLOSE_TIMEOUT_MILLIS = 500;

    private static final Logger LOG = LoggerFactory.getLogger(RouteLink.class);

    private final ActiveMQConnection connection;
    private final Session session;
    private final ActiveMQMessageConsumer consumer;
    private final MessageProducer producer;
    /** What happened to the connection while nobody was calling it. Written by a thread of the client. */
    private volatile @Nullable JMSException failure;

    /**
     * Connects and begins to consume.
     *
     * @param bell rings when a message is here to be polled, and when the connection breaks
     * @param opened is given the transport before anything waits for the broker; stopping it ends all waiting
     */
    RouteLink(BrokerAccess access, ActiveMQDestination source, Doorbell bell, Consumer<Transport> opened)
            throws JMSException {
        connection = (ActiveMQConnection) factory(access).createConnection();
        try {
            opened.accept(connection.getTransport());
            connection.setExceptionListener(e -> {
                failure = e;
                bell.ring();
            });
            session = connection.createSession(true, Session.SESSION_TRANSACTED);
            consumer = (ActiveMQMessageConsumer) session.createConsumer(source);
            consumer.setAvailableListener(ready -> bell.ring());
            producer = session.createProducer(null);
            connection.start();
        } catch (JMSException | RuntimeException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    private static ActiveMQConnectionFactory factory(BrokerAccess access) {
        ActiveMQConnectionFactory factory =
                new ActiveMQConnectionFactory(access.user(), access.password(), access.uri());
        factory.getPrefetchPolicy().setQueuePrefetch(PREFETCH);
        factory.setRedeliveryPolicy(redelivery(RedeliveryPolicy.NO_MAXIMUM_REDELIVERIES));
        factory.setCloseTimeout(CLOSE_TIMEOUT_MILLIS);
        factory.setCopyMessageOnSend(false);
        factory.setTrustedPackages(List.of());
        // The broker hands a message straight to the consumer, without another thread between.
        factory.setAlwaysSessionAsync(false);
        factory.setWatchTopicAdvisories(false);
        // It would join the transaction from the thread that delivers; MessageMapping looks at the expiry instead.
        factory.setConsumerExpiryCheckEnabled(false);
        return factory;
    }

    private static RedeliveryPolicy redelivery(int maximum) {
        RedeliveryPolicy policy = new RedeliveryPolicy();
        policy.setInitialRedeliveryDelay(0);
        policy.setMaximumRedeliveries(maximum);
        return policy;
    }

    /** The next message, or null when none is here. It is a copy that belongs to the caller. */
    @Nullable
    ActiveMQMessage poll() throws JMSException {
        return (ActiveMQMessage) consumer.receiveNoWait();
    }

    /** Throws what broke the connection, if anything did. */
    void check() throws JMSException {
        JMSException broken = failure;
        if (broken != null) {
            throw broken;
        }
    }

    /** Blocks while the destination is at its limit. */
    void send(Outgoing outgoing) throws JMSException {
        ActiveMQMessage message = outgoing.message();
        producer.send(
                outgoing.destination(),
                message,
                message.getJMSDeliveryMode(),
                message.getJMSPriority(),
                outgoing.timeToLive());
    }

    void commit() throws JMSException {
        session.commit();
    }

    /** Lets the broker move the one message taken since the last commit to its dead-letter queue. */
    void deadLetter() throws JMSException {
        consumer.setRedeliveryPolicy(redelivery(0));
        session.rollback();
        consumer.setRedeliveryPolicy(redelivery(RedeliveryPolicy.NO_MAXIMUM_REDELIVERIES));
    }

    /** Returns when the broker has taken back what was not committed, or after half a second. */
    void close() {
        closeQuietly(connection);
    }

    private static void closeQuietly(ActiveMQConnection connection) {
        try {
            connection.close();
        } catch (JMSException | RuntimeException e) {
            LOG.debug("The connection had ended before it was closed", e);
        }
    }
}
