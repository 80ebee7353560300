package dev.stompbridge.demo.feed;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.List;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One JMS connection after the other to a broker. Each batch is a transaction, so that the broker syncs its disk once for
 * all of it. Used by the feed's thread, except {@link #abort}.
 */
final class PricePublisher {

    private static final Logger LOG = LoggerFactory.getLogger(PricePublisher.class);
    private static final int CLOSE_TIMEOUT_MILLIS = 500;

    private final FeedTarget target;
    private final ActiveMQConnectionFactory factory;
    private volatile @Nullable ActiveMQConnection connection;
    private @Nullable Outlet outlet;

    private record Outlet(Session session, MessageProducer producer) {}

    PricePublisher(FeedTarget target) {
        this.target = target;
        this.factory = new ActiveMQConnectionFactory(target.user(), target.password(), target.url());
        factory.setConnectionIDPrefix("price-feed");
        factory.setCloseTimeout(CLOSE_TIMEOUT_MILLIS);
        // A feed makes no temporary destinations, and needs no right to read about them.
        factory.setWatchTopicAdvisories(false);
    }

    /**
     * Publishes all prices or none, connecting first where needed. Waits as long as the broker lets it wait, for a full
     * store for example.
     *
     * @throws JMSException when the outcome is unknown: the broker may have all of them or none
     */
    void publish(List<Price> prices) throws JMSException {
        Outlet out = outlet;
        if (out == null) {
            out = connect();
            outlet = out;
        }
        for (Price price : prices) {
            out.producer.send(out.session.createTextMessage(price.toJson()));
        }
        out.session.commit();
    }

    /** Ends the connection; the next batch opens another. */
    void disconnect() {
        ActiveMQConnection ending = connection;
        connection = null;
        outlet = null;
        if (ending == null) {
            return;
        }
        try {
            ending.close();
        } catch (JMSException e) {
            LOG.debug("Closing the connection to {} failed", target, e);
        }
    }

    /** Cuts the connection from another thread, under whatever the feed's thread waits for in it. */
    void abort() {
        ActiveMQConnection cut = connection;
        if (cut == null) {
            return;
        }
        try {
            cut.getTransport().stop();
        } catch (Exception e) {
            LOG.debug("Cutting the connection to {} failed", target, e);
        }
    }

    private Outlet connect() throws JMSException {
        ActiveMQConnection opening = (ActiveMQConnection) factory.createConnection();
        connection = opening;
        opening.start();
        Session session = opening.createSession(true, Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(session.createQueue(target.queue()));
        producer.setDeliveryMode(target.persistent() ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT);
        return new Outlet(session, producer);
    }
}
