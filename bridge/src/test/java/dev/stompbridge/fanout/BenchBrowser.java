package dev.stompbridge.fanout;

import java.nio.ByteBuffer;
import java.time.Duration;

/** A browser and its network: what is written has left at once, or when it says so. */
final class BenchBrowser implements Outbox.Sink {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final int LANE_BYTES = 256 * 1024;

    private final Outbox outbox;
    private boolean busy;
    private boolean inFlight;
    private long bytes;

    BenchBrowser(Outboxes outboxes) {
        outbox = new Outbox(this, MAX_BYTES, outboxes);
    }

    /** A subscription that is told of no gaps and never ended by the broker. */
    Member member(String subscription, long paceNanos) {
        return new Member(new Join(subscription, Variant.LEAN_1_2, outbox, paceNanos, false, () -> {}));
    }

    /** How it treats messages that it is too slow for; long enough bounds for all that waits here. */
    static DeliveryPolicy policy(DeliveryPolicy.Kind kind) {
        return new DeliveryPolicy(kind, ConflationKey.DESTINATION, LANE_BYTES, Duration.ofHours(1), false);
    }

    /** From now on a write stays in flight until {@link #drain}. */
    void beginBusy() {
        busy = true;
    }

    /** Lets everything leave that may; what is left waits for its pace. */
    void drain() {
        busy = false;
        if (inFlight) {
            inFlight = false;
            outbox.written();
        }
    }

    boolean isDrained() {
        return outbox.pendingBytes() == 0;
    }

    /** So far. */
    long bytes() {
        return bytes;
    }

    @Override
    public void write(ByteBuffer buffer) {
        bytes += buffer.remaining();
        if (busy) {
            inFlight = true;
        } else {
            outbox.written();
        }
    }

    @Override
    public void overflowed(boolean all) {
        throw new IllegalStateException("no outbox is full here");
    }
}
