package dev.stompbridge.broker;

import org.apache.activemq.command.ConsumerInfo;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription asks of the broker, checked; in ActiveMQ's terms.
 *
 * @param prefetch messages that it may hold unacknowledged, at least 1
 * @param selector null for all messages
 * @param durableName of a durable subscription of the session's client id, null if it is not durable
 * @param browser whether it only looks at what a queue holds
 * @param exclusive whether it wants to be the only consumer of a queue
 * @param retroactive whether it wants what the broker kept of a topic
 * @param priority consumers of a queue with a higher one are served first, -128 to 127
 * @param maxPending messages of a topic that may wait in the broker beyond the prefetch, 0 for the broker's own bound
 */
public record ConsumerOptions(
        DestinationName destination,
        int prefetch,
        @Nullable String selector,
        @Nullable String durableName,
        boolean browser,
        boolean exclusive,
        boolean retroactive,
        byte priority,
        int maxPending) {
    /** Only what is needed. */
    public static ConsumerOptions plain(DestinationName destination, int prefetch, @Nullable String selector) {
        return new ConsumerOptions(destination, prefetch, selector, null, false, false, false, (byte) 0, 0);
    }

    /**
     * With what the broker kept of a topic. Even if it keeps nothing, it adds such a consumer between two messages: each
     * message before it has been dispatched to all other consumers.
     */
    public ConsumerOptions retroactively() {
        return new ConsumerOptions(
                destination, prefetch, selector, durableName, browser, exclusive, true, priority, maxPending);
    }

    void applyTo(ConsumerInfo info) {
        info.setPrefetchSize(prefetch);
        info.setSelector(selector);
        info.setSubscriptionName(durableName);
        info.setBrowser(browser);
        info.setExclusive(exclusive);
        info.setRetroactive(retroactive);
        info.setPriority(priority);
        info.setMaximumPendingMessageLimit(maxPending);
        info.setDispatchAsync(false);
    }
}
