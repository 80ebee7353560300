package dev.stompbridge.brokerconfig;

import java.util.concurrent.atomic.LongAdder;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.broker.region.MessageReference;
import org.apache.activemq.broker.region.Subscription;
import org.apache.activemq.broker.region.TopicSubscription;

/**
 * Decides what becomes of a message that cannot be delivered, and counts it. The dead-letter queue of its destination
 * gets, persistent or not, what the consumer of a queue or of a durable subscription gave up. It does not get what
 * expired, for the producer said until when it matters; nor what a slow consumer of a topic did not fetch in time, for
 * each such consumer would fill the store with copies; nor what was in a temporary destination, which has no owner
 * left.
 */
final class LossFilter extends BrokerFilter {

    private final LongAdder deadLettered = new LongAdder();
    private final LongAdder discarded = new LongAdder();
    private final LongAdder expired = new LongAdder();

    LossFilter(Broker next) {
        super(next);
    }

    long deadLettered() {
        return deadLettered.sum();
    }

    long discarded() {
        return discarded.sum();
    }

    long expired() {
        return expired.sum();
    }

    @Override
    public void messageExpired(ConnectionContext context, MessageReference message, Subscription subscription) {
        expired.increment();
        super.messageExpired(context, message, subscription);
    }

    @Override
    public boolean sendToDeadLetterQueue(
            ConnectionContext context, MessageReference message, Subscription subscription, Throwable cause) {
        if (message.isExpired()) {
            return false;
        }
        boolean kept = isWorthKeeping(message, subscription)
                && super.sendToDeadLetterQueue(context, message, subscription, cause);
        (kept ? deadLettered : discarded).increment();
        return kept;
    }

    private static boolean isWorthKeeping(MessageReference message, Subscription subscription) {
        return !(subscription instanceof TopicSubscription)
                && !message.getMessage().getDestination().isTemporary();
    }
}
