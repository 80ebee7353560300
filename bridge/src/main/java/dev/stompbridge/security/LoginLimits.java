package dev.stompbridge.security;

import com.github.benmanes.caffeine.cache.Cache;
import io.github.bucket4j.Bucket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How often the logins from one address may fail, and how many may wait or be checked at a time. An IPv6 address counts
 * as its /64 network. Safe for use by any thread.
 *
 * <p>Only failures are remembered, of at most {@link #MAX_ADDRESSES} addresses. Beyond that some are forgotten, as if
 * they had not failed: a flood of addresses frees guessers, but locks nobody out and takes no more memory.
 */
public final class LoginLimits {

    /** Some 20 MB when all are taken. */
    static final int MAX_ADDRESSES = 50_000;

    /**
     * The bounds; 0 means none. Throws IllegalArgumentException for a negative one.
     *
     * @param failuresPerMinutePerAddress as many at once, and as many in each minute after them
     * @param waitingPerAddress logins that are neither accepted nor refused yet
     */
    public record Settings(int failuresPerMinutePerAddress, int waitingPerAddress) {

        public Settings {
            if (failuresPerMinutePerAddress < 0 || waitingPerAddress < 0) {
                throw new IllegalArgumentException("A bound of logins is 0 or more.");
            }
        }
    }

    private final Settings settings;
    private final LongSupplier nanoTime;
    private final Cache<AddressBlock, Bucket> failures;
    private final Counts<AddressBlock> waiting;

    public LoginLimits(Settings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.failures = Buckets.cache(MAX_ADDRESSES, nanoTime).build();
        this.waiting = new Counts<>(settings.waitingPerAddress());
    }

    /** Whether so few logins from this address have failed that one more may be tried. */
    public boolean mayTry(InetAddress address) {
        return nanosUntilNextTry(address) == 0;
    }

    /** In how many seconds one may be tried again, rounded up; 0: now. */
    public long retryAfterSeconds(InetAddress address) {
        return Meter.secondsRoundedUp(nanosUntilNextTry(address));
    }

    /** A login from this address was refused because of what it said. */
    public void failed(InetAddress address) {
        int perMinute = settings.failuresPerMinutePerAddress();
        if (perMinute > 0) {
            failures.get(
                            AddressBlock.of(address),
                            block -> Buckets.full(perMinute, perMinute, Duration.ofMinutes(1), nanoTime))
                    .tryConsume(1);
        }
    }

    /** A login from this address begins to wait; null if as many wait as may. Whoever gets one ends it. */
    public @Nullable Attempt begin(InetAddress address) {
        AddressBlock block = AddressBlock.of(address);
        return waiting.add(block) ? new Attempt(waiting, block) : null;
    }

    /** From how many addresses logins wait. */
    public int waitingAddresses() {
        return waiting.keys();
    }

    /** Of how many addresses failures are remembered. */
    long remembered() {
        failures.cleanUp();
        return failures.estimatedSize();
    }

    private long nanosUntilNextTry(InetAddress address) {
        Bucket bucket =
                settings.failuresPerMinutePerAddress() == 0 ? null : failures.getIfPresent(AddressBlock.of(address));
        return bucket == null ? 0 : bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
    }

    /** A login that waits or is being checked. Safe for use by any thread. */
    public static final class Attempt {
        private final Counts<AddressBlock> waiting;
        private final AddressBlock block;
        private final AtomicBoolean ended = new AtomicBoolean();

        private Attempt(Counts<AddressBlock> waiting, AddressBlock block) {
            this.waiting = waiting;
            this.block = block;
        }

        /** It was accepted, refused, or given up. Further calls change nothing. */
        public void end() {
            if (ended.compareAndSet(false, true)) {
                waiting.remove(block);
            }
        }
    }
}
