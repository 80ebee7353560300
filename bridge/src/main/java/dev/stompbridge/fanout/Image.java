package dev.stompbridge.fanout;

import dev.stompbridge.broker.Delivery;
import dev.stompbridge.ops.Metrics;
import org.jspecify.annotations.Nullable;

/** The last message of one topic. Hub threads. */
final class Image {
    private final Delivery delivery;
    private final long receivedAt;
    private final long sequence;
    private @Nullable EncodedMessage encoded;

    private Image(Delivery delivery, long receivedAt, long sequence) {
        this.delivery = delivery;
        this.receivedAt = receivedAt;
        this.sequence = sequence;
    }

    /** Received just now. */
    static Image of(Delivery delivery, long epochMillis) {
        return new Image(delivery, epochMillis, delivery.sequence());
    }

    /** From before this broker started, which numbers its messages anew: older than whatever comes. */
    static Image restored(Delivery delivery, long receivedAt) {
        return new Image(delivery, receivedAt, 0);
    }

    Delivery delivery() {
        return delivery;
    }

    String topic() {
        return delivery.destinationName();
    }

    /** When the bridge received it, in milliseconds of the epoch. */
    long receivedAt() {
        return receivedAt;
    }

    /** The broker's number, by which of two messages of a topic the later is known. */
    long sequence() {
        return sequence;
    }

    /** Made when the first subscriber needs it. */
    synchronized EncodedMessage encoded(ConflationKey key, Metrics metrics) {
        if (encoded == null) {
            encoded = new EncodedMessage(delivery, key, metrics, receivedAt);
        }
        return encoded;
    }
}
