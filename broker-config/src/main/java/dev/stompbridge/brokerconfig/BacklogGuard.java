package dev.stompbridge.brokerconfig;

import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.region.RegionBroker;
import org.apache.activemq.broker.region.TopicRegion;
import org.apache.activemq.broker.region.TopicSubscription;
import org.apache.activemq.broker.region.policy.AbortSlowConsumerStrategy;
import org.apache.activemq.usage.TempUsage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one consumer of a topic that stands still from holding up all producers: when the temporary store is nearly
 * full, the consumer with the largest backlog in it is closed. A backend loses its connection and sees why; on a link
 * only the consumer is closed, with a {@code ConsumerControl}, for others share the link.
 *
 * <p>Runs on the broker's scheduler.
 */
final class BacklogGuard implements Runnable {

    /** Longer than it takes until the space of a closed consumer is free again, so that one is closed at a time. */
    private static final long PERIOD_MILLIS = TimeUnit.SECONDS.toMillis(4);

    private static final int NEARLY_FULL_PERCENT = 90;

    /** Of what is spooled. Closing a consumer with less would not help. */
    private static final int MIN_SHARE_PERCENT = 10;

    private static final Logger LOG = LoggerFactory.getLogger(BacklogGuard.class);

    private final TopicRegion topics;
    private final TempUsage spool;
    private final AbortSlowConsumerStrategy closer = new AbortSlowConsumerStrategy();
    private final LongAdder closed = new LongAdder();

    private BacklogGuard(BrokerService service) throws Exception {
        topics = (TopicRegion) ((RegionBroker) service.getRegionBroker()).getTopicRegion();
        spool = service.getSystemUsage().getTempUsage();
        closer.setBrokerService(service.getBroker());
    }

    /** Watches a broker that has started, until it stops. */
    static BacklogGuard watch(BrokerService service) throws Exception {
        BacklogGuard guard = new BacklogGuard(service);
        service.getScheduler().executePeriodically(guard, PERIOD_MILLIS);
        return guard;
    }

    /** How many consumers were closed since the start. */
    long closed() {
        return closed.sum();
    }

    @Override
    public void run() {
        if (spool.getPercentUsage() < NEARLY_FULL_PERCENT) {
            return;
        }
        long minBytes = spool.getUsage() / 100 * MIN_SHARE_PERCENT;
        topics.getSubscriptions().values().stream()
                .filter(TopicSubscription.class::isInstance)
                .map(TopicSubscription.class::cast)
                .filter(consumer -> consumer.getPendingMessageSize() >= minBytes)
                .max(Comparator.comparingLong(TopicSubscription::getPendingMessageSize))
                .ifPresent(this::close);
    }

    private void close(TopicSubscription consumer) {
        boolean backend =
                consumer.getContext().getSecurityContext() instanceof BrokerIdentity identity && identity.isBackend();
        LOG.warn(
                "The temporary store is nearly full: closing the consumer {} of {}, for which {} bytes wait",
                consumer.getConsumerInfo().getConsumerId(),
                consumer.getActiveMQDestination(),
                consumer.getPendingMessageSize());
        closed.increment();
        closer.slowConsumer(consumer.getContext(), consumer);
        closer.abortConsumer(consumer, backend);
    }
}
