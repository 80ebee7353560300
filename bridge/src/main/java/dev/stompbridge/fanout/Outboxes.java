package dev.stompbridge.fanout;

import dev.stompbridge.ops.Metric;
import dev.stompbridge.ops.Metrics;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What the outboxes of a bridge share: a clock, the wheel that wakes paced lanes, and a budget of bytes. When what waits
 * for all browsers together exceeds it, the slowest pay first: those that most waits for are ended until the rest fits.
 * Safe for use by any thread.
 */
public final class Outboxes {
    /** Outboxes report what waits in steps of this many bytes, so that one that keeps up costs nothing here. */
    static final int REPORTED_STEP = 16 * 1024;

    /**
     * Bounds of all outboxes.
     *
     * @param maxBytes that wait in all of them
     * @param maxImageBytes of last messages that wait in one of them
     */
    public record Bounds(long maxBytes, long maxImageBytes) {}

    private final Bounds bounds;
    private final Executor threads;
    private final Metrics metrics;
    private final LongSupplier nanoTime;
    private final PaceWheel wheel;
    private final AtomicLong bytes = new AtomicLong();
    private final Set<Outbox> filled = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean relieving = new AtomicBoolean();

    /** The threads do what is due. */
    public Outboxes(Bounds bounds, Executor threads, Metrics metrics, LongSupplier nanoTime) {
        this.bounds = bounds;
        this.threads = threads;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        this.wheel = new PaceWheel(nanoTime.getAsLong());
    }

    /** The timer's thread, every few milliseconds: paces are kept to within that interval. */
    public void tick() {
        long now = nanoTime.getAsLong();
        List<Outbox> due = wheel.due(now);
        if (!due.isEmpty()) {
            threads.execute(() -> due.forEach(Outbox::wake));
        }
    }

    /** Bytes that wait in all outboxes, to within a step for each. */
    public long bytes() {
        return bytes.get();
    }

    long maxImageBytes() {
        return bounds.maxImageBytes();
    }

    long now() {
        return nanoTime.getAsLong();
    }

    /** Has the outbox woken when the pace of one of its lanes allows the next message. */
    void wake(Outbox outbox, Lanes lanes) {
        if (!lanes.mayHaveToWait()) {
            return;
        }
        long now = nanoTime.getAsLong();
        long nanos = lanes.dueIn(now);
        if (nanos != Long.MAX_VALUE) {
            lanes.wakeSlot = wheel.add(outbox, lanes.wakeSlot, now, nanos);
        }
    }

    void countDelivered(int messages) {
        metrics.count(Metric.DELIVERIES, messages);
    }

    void countSkipped(int messages) {
        if (messages > 0) {
            metrics.count(Metric.MESSAGES_SKIPPED, messages);
        }
    }

    /** An outbox holds so many more bytes, or fewer; none any more if it is empty. */
    void report(Outbox outbox, int more, boolean empty) {
        if (empty) {
            filled.remove(outbox);
        } else {
            filled.add(outbox);
        }
        if (bytes.addAndGet(more) > bounds.maxBytes() && relieving.compareAndSet(false, true)) {
            threads.execute(this::relieve);
        }
    }

    private record Filled(Outbox outbox, int bytes) {}

    private void relieve() {
        List<Filled> slowest = filled.stream()
                .map(outbox -> new Filled(outbox, outbox.pendingBytes()))
                .sorted(Comparator.comparingInt(Filled::bytes).reversed())
                .toList();
        for (Filled one : slowest) {
            if (bytes.get() <= bounds.maxBytes()) {
                break;
            }
            one.outbox().giveUp();
        }
        relieving.set(false);
    }
}
