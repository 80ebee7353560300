package dev.stompbridge.soak;

import dev.stompbridge.load.client.Pause;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One soak against one server, step by step. */
final class Soak {
    /** The reason of disconnects with 4100, as the metric names it. */
    static final String OUTBOX_FULL = "outbox_full";

    private static final Duration OPEN = Duration.ofMinutes(3);
    private static final Duration DRAIN = Duration.ofMinutes(2);
    private static final Duration LEAVE = Duration.ofSeconds(40);
    private static final int SAMPLES = 10;
    private static final Duration MIN_INTERVAL = Duration.ofSeconds(5);
    private static final Duration MAX_INTERVAL = Duration.ofMinutes(1);
    private static final long LOOK_MILLIS = 250;
    private static final double NANOS_PER_SECOND = 1e9;

    private final SoakOptions options;
    private final SoakServer server;
    private final Faults faults = new Faults();
    private final List<Sample> during = new ArrayList<>();
    private final List<Visitor> visitors;
    private final long start = System.nanoTime();

    /** A condition that is waited for. */
    private interface Condition {
        boolean holds();
    }

    Soak(SoakOptions options, SoakServer server) {
        this.options = options;
        this.server = server;
        this.visitors = Plan.of(options.browsers());
    }

    SoakResult run() throws IOException {
        Sample before = Sample.take(server, Duration.ZERO);
        try (Traffic traffic = new Traffic(server.publisher(), options.duration());
                Crowd crowd = new Crowd(
                        new Visit.Surroundings(server.browsers(), faults, traffic::published),
                        traffic,
                        Plan.stuck(options.browsers()))) {
            arrive(crowd);
            traffic.start();
            crowd.arrive(Plan.stuck(options.browsers()));
            watch(traffic, crowd);
            traffic.check();
            Sample drained = drain(crowd);
            int subscriptions = crowd.distinctSubscriptions();
            crowd.end();
            crowd.leave();
            Sample behind = leave(crowd);
            say("everybody has left");
            return new SoakResult(
                    options,
                    new SoakResult.Samples(before, during, drained, behind),
                    new SoakResult.People(crowd.totals(), crowd.stuck(), faults, subscriptions),
                    server.complaints());
        }
    }

    private void arrive(Crowd crowd) {
        crowd.arrive(visitors);
        long all = visitors.size();
        await("all browsers to subscribe", OPEN, () -> crowd.there() >= all);
        say("%,d browsers are there".formatted(all));
    }

    private void watch(Traffic traffic, Crowd crowd) {
        Duration interval = options.duration().dividedBy(SAMPLES);
        interval = interval.compareTo(MIN_INTERVAL) < 0 ? MIN_INTERVAL : interval;
        interval = interval.compareTo(MAX_INTERVAL) > 0 ? MAX_INTERVAL : interval;
        long begin = System.nanoTime();
        Duration next = interval;
        // It takes seconds on a busy machine, and who is stuck must not wait for it.
        CompletableFuture<Void> sampling = CompletableFuture.completedFuture(null);
        while (!traffic.isOver()) {
            Pause.millis(LOOK_MILLIS);
            crowd.disconnectedStuck(server.metrics().disconnects(OUTBOX_FULL));
            Duration at = Duration.ofNanos(System.nanoTime() - begin);
            if (at.compareTo(next) >= 0 && sampling.isDone()) {
                sampling.join();
                next = next.plus(interval);
                sampling = CompletableFuture.runAsync(() -> sample(at));
            }
        }
        sampling.join();
    }

    private void sample(Duration at) {
        Sample sample = Sample.take(server, at);
        during.add(sample);
        say("heap %.1f MiB, %d threads, %d descriptors, %,d skipped, disconnected %s"
                .formatted(
                        sample.heapMebibytes(),
                        sample.threads().size(),
                        sample.descriptors(),
                        sample.metrics().value("messages_skipped_total"),
                        sample.metrics().disconnects()));
    }

    private Sample drain(Crowd crowd) {
        crowd.drain();
        boolean complete = isSoon(DRAIN, () -> crowd.incomplete() == 0);
        // What lingers of those who have left ends, and whatever comes too often would come now.
        Pause.millis(Duration.ofSeconds(8).toMillis());
        say(complete ? "all have read everything" : crowd.incomplete() + " subscriptions miss something");
        return Sample.take(server, Duration.ofNanos(System.nanoTime() - start));
    }

    private Sample leave(Crowd crowd) {
        await("all connections to end", LEAVE, () -> crowd.open() == 0);
        isSoon(LEAVE, () -> server.metrics().value("shared_topics") == 0);
        return Sample.take(server, Duration.ofNanos(System.nanoTime() - start));
    }

    private static void await(String what, Duration limit, Condition condition) {
        if (!isSoon(limit, condition)) {
            throw new IllegalStateException("waited in vain for " + what);
        }
    }

    private static boolean isSoon(Duration limit, Condition condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            Pause.millis(LOOK_MILLIS);
        }
        return true;
    }

    private void say(String what) {
        System.out.printf("%6.1f s  %s%n", (System.nanoTime() - start) / NANOS_PER_SECOND, what);
    }
}
