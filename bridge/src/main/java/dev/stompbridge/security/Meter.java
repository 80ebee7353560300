package dev.stompbridge.security;

import java.util.concurrent.TimeUnit;

/**
 * A token bucket as one number: until when it would take to refill what was taken. Full at first, holds what flows in
 * during {@code burstNanos}. For one thread at a time.
 */
final class Meter {

    private final long perSecond;
    private final long burstNanos;

    /** Before now: full. At most the burst behind now. */
    private long fullAtNanos;

    /** The rate is 1 to 1,000,000,000: the clock has no finer steps. */
    Meter(long perSecond, long burstNanos, long nowNanos) {
        this.perSecond = perSecond;
        this.burstNanos = burstNanos;
        this.fullAtNanos = nowNanos;
    }

    /** Whether the bucket held that much; if not, it is empty now. */
    boolean take(int amount, long nowNanos) {
        long missing = Math.max(0, fullAtNanos - nowNanos) + nanosFor(amount, perSecond);
        fullAtNanos = nowNanos + Math.min(missing, burstNanos);
        return missing <= burstNanos;
    }

    /** How long it takes until so much has flowed in. Does not overflow: an int times a billion fits. */
    static long nanosFor(int amount, long perSecond) {
        return TimeUnit.SECONDS.toNanos(amount) / perSecond;
    }

    static long secondsRoundedUp(long nanos) {
        return (nanos + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1);
    }
}
