package dev.stompbridge.soak;

import java.util.ArrayList;
import java.util.List;

/**
 * Browsers that subscribe together and do not read until the bridge has disconnected the last of them, as its metric says.
 * Then they read what still comes: the close frame for which their reading was waited, unless that took too long. After
 * that the next round begins. On the browsers' thread.
 */
final class StuckRound {
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final int size;
    private final Faults faults;
    private final List<Visit> visits = new ArrayList<>();
    private boolean released;
    private long releasedAt;
    private long rounds;
    private long told;
    private long cut;

    StuckRound(int size, Faults faults) {
        this.size = size;
        this.faults = faults;
    }

    void add(Visit visit) {
        visits.add(visit);
    }

    boolean isReading() {
        return released;
    }

    /** So many were disconnected since the start, as the bridge says; true if the next round is to begin. */
    boolean tick(long disconnected, long now) {
        if (!released && visits.size() == size && disconnected >= (rounds + 1) * size) {
            released = true;
            releasedAt = now;
            visits.forEach(visit -> visit.socket().watchReading(true));
        }
        if (released && now - releasedAt > PATIENCE_NANOS) {
            visits.stream().filter(visit -> !visit.isOver()).forEach(visit -> {
                faults.add(
                        Fault.STUCK_AND_ALIVE, "after " + visit.tallies().get(0).received() + " messages");
                visit.end();
            });
        }
        if (released && visits.stream().allMatch(Visit::isOver)) {
            released = false;
            visits.clear();
            rounds++;
            return true;
        }
        return false;
    }

    void ended(Visit visit, Exception reason) {
        if (visit.closeCode() == Visit.TOO_SLOW) {
            told++;
        } else if (visit.closeCode() == 0) {
            cut++;
        } else {
            faults.add(Fault.ENDED, "stuck: " + reason.getMessage());
        }
        visit.end();
    }

    /** No further round: whoever is there vanishes. */
    void stop() {
        visits.forEach(Visit::end);
    }

    /** Complete ones. */
    long rounds() {
        return rounds;
    }

    /** Who found the close frame 4100 behind what was already under way. */
    long told() {
        return told;
    }

    /** Whose connection had ended before they read. */
    long cut() {
        return cut;
    }
}
