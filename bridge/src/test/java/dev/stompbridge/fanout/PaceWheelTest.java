package dev.stompbridge.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class PaceWheelTest {
    private static final long SLOT = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long ROUND = 128 * SLOT;

    private final Bench bench = new Bench();
    private final PaceWheel wheel = new PaceWheel(bench.now());

    @Test
    void nobodyIsWokenEarlyAndNobodyMoreThanASlotLate() {
        Random random = new Random(5);
        Map<Outbox, Long> dueAt = new HashMap<>();
        long now = bench.now();
        for (int step = 0; step < 20_000; step++) {
            now += random.nextInt((int) SLOT / 4);
            Outbox outbox = bench.browser(1).outbox();
            long nanos = random.nextLong(ROUND - 3 * SLOT);
            wheel.add(outbox, PaceWheel.NEVER, now, nanos);
            dueAt.put(outbox, now + nanos);
            for (Outbox woken : wheel.due(now)) {
                long due = Objects.requireNonNull(dueAt.remove(woken));
                assertThat(now - due).isBetween(0L, SLOT + SLOT / 4);
            }
        }
        assertThat(wheel.due(now + ROUND)).hasSize(dueAt.size());
    }

    @Test
    void whoHasToWaitForLongerThanARoundIsWokenBeforeItIsOver() {
        Outbox outbox = bench.browser(1).outbox();
        wheel.add(outbox, PaceWheel.NEVER, bench.now(), Duration.ofHours(1).toNanos());

        assertThat(wheel.due(bench.now() + ROUND - 3 * SLOT)).isEmpty();
        assertThat(wheel.due(bench.now() + ROUND)).containsExactly(outbox);
        assertThat(wheel.due(bench.now() + 2 * ROUND)).isEmpty();
    }

    @Test
    void aTimerThatStoodStillForRoundsWakesEverybodyOnce() {
        List<Outbox> outboxes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Outbox outbox = bench.browser(1).outbox();
            outboxes.add(outbox);
            wheel.add(outbox, PaceWheel.NEVER, bench.now(), i * SLOT);
        }

        assertThat(wheel.due(bench.now() + 10 * ROUND)).containsExactlyInAnyOrderElementsOf(outboxes);
        assertThat(wheel.due(bench.now() + 20 * ROUND)).isEmpty();
    }

    @Test
    void whoIsWokenEarlyEnoughIsNotAddedAgain() {
        Outbox outbox = bench.browser(1).outbox();
        long first = wheel.add(outbox, PaceWheel.NEVER, bench.now(), 5 * SLOT);
        long later = wheel.add(outbox, first, bench.now(), 50 * SLOT);
        long earlier = wheel.add(outbox, later, bench.now(), SLOT);

        assertThat(later).isEqualTo(first);
        assertThat(earlier).isLessThan(first);
        assertThat(wheel.due(bench.now() + 2 * SLOT)).containsExactly(outbox);
        assertThat(wheel.due(bench.now() + ROUND)).containsExactly(outbox);
    }

    /** The timer passes slots while they are filled. */
    @Test
    void nobodyIsLeftBehindByTheTimer() throws Exception {
        int each = 50_000;
        AtomicLong now = new AtomicLong(bench.now());
        Map<Outbox, Long> dueAt = new ConcurrentHashMap<>();
        AtomicBoolean adding = new AtomicBoolean(true);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 2; t++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    Outbox outbox = bench.browser(1).outbox();
                    long before = now.get();
                    dueAt.put(outbox, before);
                    wheel.add(outbox, PaceWheel.NEVER, before, 0);
                }
            });
            thread.start();
            threads.add(thread);
        }
        Thread end = new Thread(() -> {
            threads.forEach(PaceWheelTest::join);
            adding.set(false);
        });
        end.start();
        while (adding.get()) {
            wheel.due(now.addAndGet(SLOT)).forEach(dueAt::remove);
        }
        end.join();
        wheel.due(now.addAndGet(2 * SLOT)).forEach(dueAt::remove);

        assertThat(dueAt).isEmpty();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
