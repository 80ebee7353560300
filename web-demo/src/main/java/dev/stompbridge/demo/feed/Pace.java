package dev.stompbridge.demo.feed;

import java.time.Duration;

/** When prices are due, in the nanoseconds of one monotonic clock. Used by one thread. */
final class Pace {

    /** A feed that fell further behind, because the broker was away, goes on at its pace and does not catch up. */
    static final Duration MAX_LAG = Duration.ofSeconds(1);

    private long due;

    Pace(long now) {
        this.due = now;
    }

    /** Makes the next price due so long after the previous one. */
    void advance(Duration after, long now) {
        due += after.toNanos();
        if (now - due > MAX_LAG.toNanos()) {
            due = now;
        }
    }

    /** Nanoseconds until the price is due; zero or less when it is. */
    long remaining(long now) {
        return due - now;
    }
}
