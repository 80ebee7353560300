package dev.stompbridge.security;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What all sessions of one user have left, together; null where there is no bound. Safe for use by any thread. */
record UserRates(
        @Nullable Bucket frames,
        @Nullable Bucket bytes,
        @Nullable Bucket sends) {

    static UserRates full(RateLimits.Settings settings, LongSupplier nanoTime) {
        return new UserRates(
                bucket(RateUnit.FRAMES, settings, nanoTime),
                bucket(RateUnit.BYTES, settings, nanoTime),
                bucket(RateUnit.SENDS, settings, nanoTime));
    }

    private static @Nullable Bucket bucket(RateUnit unit, RateLimits.Settings settings, LongSupplier nanoTime) {
        long perSecond = unit.of(settings.perUser());
        return perSecond == 0
                ? null
                : Buckets.full(perSecond * settings.burstSeconds(), perSecond, Duration.ofSeconds(1), nanoTime);
    }

    /** Whether there was so much left; if not, nothing is left now, as with {@link Meter#take}. */
    boolean take(RateUnit unit, int amount) {
        Bucket bucket = bucket(unit);
        if (bucket == null || bucket.tryConsume(amount)) {
            return true;
        }
        bucket.tryConsumeAsMuchAsPossible(amount);
        return false;
    }

    private @Nullable Bucket bucket(RateUnit unit) {
        return switch (unit) {
            case FRAMES -> frames;
            case BYTES -> bytes;
            case SENDS -> sends;
        };
    }
}
