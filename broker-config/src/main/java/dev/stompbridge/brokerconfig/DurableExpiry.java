package dev.stompbridge.brokerconfig;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.broker.region.Destination;
import org.apache.activemq.broker.region.DestinationFilter;
import org.apache.activemq.broker.region.DurableTopicSubscription;
import org.apache.activemq.broker.region.RegionBroker;
import org.apache.activemq.broker.region.Topic;
import org.apache.activemq.broker.region.TopicRegion;
import org.apache.activemq.command.RemoveSubscriptionInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes a durable subscription, with what is stored for it, when its owner has been away for too long. ActiveMQ's own
 * expiry begins anew at each start. Here the time goes on, but only while the broker runs, for nobody can come back to
 * one that does not.
 *
 * <p>Runs on the broker's scheduler.
 */
final class DurableExpiry implements Runnable {

    /** A subscription expires at most a hundredth too late, or this. */
    private static final Duration MAX_PERIOD = Duration.ofMinutes(10);

    private static final Duration MIN_PERIOD = Duration.ofMillis(250);

    private static final Logger LOG = LoggerFactory.getLogger(DurableExpiry.class);

    private final BrokerService service;
    private final TopicRegion topics;
    private final AwayTimes file;
    private final Duration expiresAfter;
    private final Clock clock;
    private final LongAdder expired = new LongAdder();

    /** For a broker that has started. */
    DurableExpiry(BrokerService service, AwayTimes file, Duration expiresAfter, Clock clock) {
        this.service = service;
        this.file = file;
        this.expiresAfter = expiresAfter;
        this.clock = clock;
        topics = (TopicRegion) ((RegionBroker) service.getRegionBroker()).getTopicRegion();
    }

    /** Goes on where the last run of the broker ended, until this one does. */
    void start() {
        resume();
        Duration period = expiresAfter.dividedBy(100);
        if (period.compareTo(MAX_PERIOD) > 0) {
            period = MAX_PERIOD;
        } else if (period.compareTo(MIN_PERIOD) < 0) {
            period = MIN_PERIOD;
        }
        service.getScheduler().executePeriodically(this, period.toMillis());
    }

    /** How many subscriptions were removed since the start. */
    long expired() {
        return expired.sum();
    }

    @Override
    public synchronized void run() {
        for (DurableTopicSubscription subscription : absent()) {
            if (away(subscription).compareTo(expiresAfter) >= 0) {
                remove(subscription);
            }
        }
        save();
    }

    /** Writes down how long everybody has been away, as the last thing before the broker stops. */
    synchronized void save() {
        Map<String, Duration> times = new HashMap<>();
        absent().forEach(subscription ->
                times.put(AwayTimes.key(subscription.getSubscriptionKey()), away(subscription)));
        file.write(times);
    }

    private void resume() {
        Map<String, Duration> times = file.read();
        for (DurableTopicSubscription subscription : absent()) {
            Duration away = times.get(AwayTimes.key(subscription.getSubscriptionKey()));
            if (away != null) {
                subscription.setOfflineTimestamp(clock.millis() - away.toMillis());
            }
        }
    }

    private Duration away(DurableTopicSubscription subscription) {
        return Duration.ofMillis(clock.millis() - subscription.getOfflineTimestamp());
    }

    /** Those without a connection. One to a pattern is found once a topic matches; it stores nothing before. */
    private Set<DurableTopicSubscription> absent() {
        Set<DurableTopicSubscription> absent = new HashSet<>();
        for (Destination destination : topics.getDestinationMap().values()) {
            Destination inner = destination;
            while (inner instanceof DestinationFilter filter) {
                inner = filter.getNext();
            }
            if (inner instanceof Topic topic) {
                topic.getDurableTopicSubs().values().stream()
                        .filter(subscription -> !subscription.isActive() && subscription.getOfflineTimestamp() != -1)
                        .forEach(absent::add);
            }
        }
        return absent;
    }

    private void remove(DurableTopicSubscription subscription) {
        RemoveSubscriptionInfo removal = new RemoveSubscriptionInfo();
        removal.setClientId(subscription.getSubscriptionKey().getClientId());
        removal.setSubscriptionName(subscription.getSubscriptionKey().getSubscriptionName());
        ConnectionContext context = new ConnectionContext();
        context.setBroker(service.getRegionBroker());
        context.setClientId(removal.getClientId());
        try {
            topics.removeSubscription(context, removal);
            expired.increment();
            LOG.info(
                    "The durable subscription {} of the client {} has expired",
                    removal.getSubscriptionName(),
                    removal.getClientId());
        } catch (Exception e) { // its owner may just have come back
            LOG.warn("A durable subscription that has expired could not be removed", e);
        }
    }
}
