package dev.stompbridge.fanout;

import dev.stompbridge.ops.Metric;
import dev.stompbridge.ops.Metrics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** Outboxes on a clock that a test turns; everything happens on the test's thread, when it says so. */
final class Bench {
    /** How often the timer looks. */
    static final Duration TICK = Duration.ofMillis(10);

    private final Metrics metrics = new Metrics();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Outboxes outboxes;
    private long now = TimeUnit.SECONDS.toNanos(7);

    Bench(long totalBytes) {
        outboxes = new Outboxes(new Outboxes.Bounds(totalBytes, Integer.MAX_VALUE), tasks::add, metrics, this::now);
    }

    Bench() {
        this(Long.MAX_VALUE);
    }

    Browser browser(int maxBytes) {
        return new Browser(this, maxBytes);
    }

    Outboxes outboxes() {
        return outboxes;
    }

    long now() {
        return now;
    }

    long counted(Metric metric) {
        return metrics.value(metric);
    }

    /** Turns the clock, tick by tick. */
    void pass(Duration time) {
        for (long ticks = time.dividedBy(TICK); ticks > 0; ticks--) {
            now += TICK.toNanos();
            outboxes.tick();
            run();
        }
    }

    /** Does what the outboxes have left to other threads. */
    void run() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }
}
