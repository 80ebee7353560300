package dev.stompbridge.net;

import dev.stompbridge.fanout.Rounds;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The turns of all I/O threads of one server. Safe for use by any thread. */
public final class IoRounds implements Rounds {
    /** An I/O thread whose last connection just ended turns no more; nobody waits for it longer than this. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Set<IoLoop> loops = ConcurrentHashMap.newKeySet();
    private final Set<Round> open = ConcurrentHashMap.newKeySet();

    private final class Round {
        private final Runnable task;
        private final AtomicInteger missing;
        private final long since = System.nanoTime();

        private Round(Runnable task, int loops) {
            this.task = task;
            this.missing = new AtomicInteger(loops);
        }

        private void cameAround() {
            if (missing.decrementAndGet() <= 0) {
                end();
            }
        }

        private void end() {
            if (open.remove(this)) {
                task.run();
            }
        }
    }

    void add(IoLoop loop) {
        loops.add(loop);
    }

    @Override
    public void afterNext(Runnable task) {
        List<IoLoop> turning = loops.stream().filter(IoLoop::hasSessions).toList();
        Round round = new Round(task, turning.size());
        open.add(round);
        if (turning.isEmpty()) {
            round.end();
        }
        turning.forEach(loop -> loop.execute(round::cameAround));
    }

    /** The timer's thread, now and then. */
    void tick() {
        long now = System.nanoTime();
        for (Round round : open) {
            if (now - round.since > PATIENCE_NANOS) {
                round.end();
            }
        }
    }
}
