package dev.stompbridge.demo.feed;

import org.jspecify.annotations.Nullable;

/**
 * The broker and the queue that a feed publishes to.
 *
 * @param url of ActiveMQ's client, such as {@code tcp://127.0.0.1:61616}; not {@code failover:}, which would wait for
 *     the broker where the feed cannot be stopped
 * @param user null for an anonymous connection
 * @param persistent whether a price that waits on the queue survives a restart of the broker; costs a sync of the
 *     broker's disk per batch
 */
public record FeedTarget(
        String url, @Nullable String user, @Nullable String password, String queue, boolean persistent) {

    /** The queue of the demo's route. */
    public static final String QUEUE = "stock.prices";

    public FeedTarget {
        if (url.startsWith("failover:")) {
            throw new IllegalArgumentException("the feed reconnects by itself: name the broker without failover:");
        }
    }

    /** Without the password, also where the URL's options hold one. */
    @Override
    public String toString() {
        int options = url.indexOf('?');
        return "queue://" + queue + " at " + (options < 0 ? url : url.substring(0, options));
    }
}
