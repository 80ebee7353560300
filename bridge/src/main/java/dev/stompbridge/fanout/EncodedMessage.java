package dev.stompbridge.fanout;

import dev.stompbridge.broker.Delivery;
import dev.stompbridge.broker.Upstream;
import dev.stompbridge.ops.Metric;
import dev.stompbridge.ops.Metrics;
import dev.stompbridge.stomp.StompEncoder;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompHeaders;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One message and the bytes of its variants, each made when the first subscriber needs it. Its topic's thread owns it. */
final class EncodedMessage {
    private final Delivery delivery;
    private final ConflationKey conflation;
    private final @Nullable Long snapshotOf;
    private final Metrics metrics;
    private final Map<Variant, FrameTail> tails = new EnumMap<>(Variant.class);
    private final @Nullable StompFrame lean;
    private @Nullable String key;

    /** {@code snapshotOf} is null, or for the last message of a destination when it came, in milliseconds of the epoch. */
    EncodedMessage(Delivery delivery, ConflationKey conflation, Metrics metrics, @Nullable Long snapshotOf) {
        this.snapshotOf = snapshotOf;
        this.delivery = delivery;
        this.conflation = conflation;
        this.metrics = metrics;
        this.lean = Upstream.toStomp(delivery, false);
    }

    /** Whether it has a form in STOMP; if not, it has no tails. */
    boolean isDeliverable() {
        return lean != null;
    }

    /** Where it was sent to. */
    String topic() {
        return delivery.destinationName();
    }

    /** The broker's number. */
    long sequence() {
        return delivery.sequence();
    }

    /** Of messages with the same key only the latest matters. */
    String key() {
        if (key == null && lean != null) {
            String destination = String.valueOf(lean.headers().get("destination"));
            key = conflation.of(destination, lean.headers(), lean.body());
        }
        return String.valueOf(key);
    }

    /** Of the largest variant so far. */
    int bytes() {
        int bytes = 0;
        for (FrameTail tail : tails.values()) {
            bytes = Math.max(bytes, tail.length());
        }
        return bytes;
    }

    FrameTail tail(Variant variant) {
        FrameTail tail = tails.get(variant);
        if (tail == null) {
            tail = encode(variant);
            tails.put(variant, tail);
        }
        return tail;
    }

    private FrameTail encode(Variant variant) {
        StompFrame frame = variant.complete() ? Upstream.toStomp(delivery, true) : lean;
        if (frame == null) {
            throw new IllegalStateException("a message that has no form in STOMP is not encoded");
        }
        if (snapshotOf != null) {
            StompHeaders headers = StompHeaders.builder()
                    .addAll(frame.headers())
                    .add("x-snapshot", snapshotOf.toString())
                    .build();
            frame = new StompFrame(frame.command(), headers, frame.body());
        }
        metrics.count(Metric.ENCODINGS);
        metrics.count(Metric.HEADERS_CHANGED, StompEncoder.inexpressibleHeaders(frame, variant.version()));
        return FrameTail.ofStomp(StompEncoder.encodeTail(frame, variant.version()));
    }
}
