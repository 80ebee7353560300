package dev.stompbridge.security;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Buckets, and the caches that hold them, on the clock that everything here goes by. */
final class Buckets {

    /** Every bucket here is full long before: forgetting it changes nothing. */
    static final Duration KEPT_AFTER_USE = Duration.ofMinutes(2);

    private Buckets() {}

    /** A cache without threads of its own: whoever uses it clears away a little. */
    static Caffeine<Object, Object> cache(int maxEntries, LongSupplier nanoTime) {
        return Caffeine.newBuilder()
                .expireAfterAccess(KEPT_AFTER_USE)
                .maximumSize(maxEntries)
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run);
    }

    /** Full at first; what flows out flows in again evenly, as much as {@code refill} in each period. */
    static Bucket full(long capacity, long refill, Duration period, LongSupplier nanoTime) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(refill, period))
                .withCustomTimePrecision(new NanoClock(nanoTime))
                .build();
    }

    private record NanoClock(LongSupplier nanoTime) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return nanoTime.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
