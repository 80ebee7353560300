package dev.stompbridge.fanout;

import java.time.Duration;

/**
 * What happens to the messages of a subscription that its browser does not take in time.
 *
 * @param key which messages replace each other; used by {@code CONFLATE}, and by every subscription with a pace
 * @param maxBytes that may wait for one subscription, unless nothing but {@code DISCONNECT} applies to it
 * @param maxAge after which a waiting message is left out; zero: never. Of no use for {@code DISCONNECT}
 * @param snapshot whether a new subscriber first gets the last message of each destination that it matches
 */
public record DeliveryPolicy(Kind kind, ConflationKey key, int maxBytes, Duration maxAge, boolean snapshot) {
    private static final int DEFAULT_MAX_BYTES = 256 * 1024;

    /** What makes room for a message when there is none. */
    public enum Kind {
        /** The browser has to go: nothing is ever left out. */
        DISCONNECT,
        /** The message that waits longest is left out. */
        DROP_OLDEST,
        /** A message replaces the waiting one of the same key. */
        CONFLATE
    }

    /** What applies where nothing else is configured. */
    public static final DeliveryPolicy DEFAULT =
            new DeliveryPolicy(Kind.DISCONNECT, ConflationKey.DESTINATION, DEFAULT_MAX_BYTES, Duration.ZERO, false);

    /** Whether messages may be left out, which x-seq and x-skipped then tell. */
    public boolean maySkip() {
        return kind != Kind.DISCONNECT;
    }
}
