package dev.stompbridge.security;

import com.github.benmanes.caffeine.cache.Cache;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What sessions and users may send in each second. A session has its own meters; all sessions of a user share one set
 * of buckets, which is kept for two minutes after its last use, so that nobody fills it by connecting again. Safe for
 * use by any thread.
 */
public final class RateLimits {

    /** Users log in, so a stranger cannot make them up; this is a bound all the same. */
    static final int MAX_USERS = 50_000;

    /** A bucket must be full again well before it may be forgotten, {@link Buckets#KEPT_AFTER_USE}. */
    static final int MAX_BURST_SECONDS = 60;

    /** What there was too much of. */
    public enum Exceeded {
        SESSION_FRAMES("too many frames per second"),
        SESSION_BYTES("too many bytes per second"),
        SESSION_SENDS("too many SEND frames per second"),
        USER_FRAMES("too many frames per second from all sessions of the user"),
        USER_BYTES("too many bytes per second from all sessions of the user"),
        USER_SENDS("too many SEND frames per second from all sessions of the user");

        private final String rule;

        Exceeded(String rule) {
            this.rule = rule;
        }

        /** What the peer is told. */
        public String rule() {
            return rule;
        }
    }

    /**
     * The bounds. Throws IllegalArgumentException for a burst out of bounds.
     *
     * @param perSession what one session may send
     * @param perUser what all sessions of one user may send together
     * @param burstSeconds 1 to 60: after a pause as much as in so many seconds may come at once
     */
    public record Settings(Rate perSession, Rate perUser, int burstSeconds) {

        /** A page that loads sends its subscriptions at once; ten seconds are enough for any. */
        public static final int DEFAULT_BURST_SECONDS = 10;

        public Settings {
            if (burstSeconds < 1 || burstSeconds > MAX_BURST_SECONDS) {
                throw new IllegalArgumentException("A burst is 1 to 60 seconds long.");
            }
        }

        /** With the usual burst. */
        public static Settings of(Rate perSession, Rate perUser) {
            return new Settings(perSession, perUser, DEFAULT_BURST_SECONDS);
        }

        long burstNanos() {
            return TimeUnit.SECONDS.toNanos(burstSeconds);
        }

        /** How long an empty bucket takes to hold so much, or to be full; at least 1. */
        long nanosFor(int amount, long perSecond) {
            return Math.max(1, Math.min(Meter.nanosFor(amount, perSecond), burstNanos()));
        }
    }

    private final Settings settings;
    private final LongSupplier nanoTime;
    private final Cache<String, UserRates> users;

    public RateLimits(Settings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.users = Buckets.cache(MAX_USERS, nanoTime).build();
    }

    /** The meters of a new session; without any bound a constant that all sessions share. */
    public SessionRates newSession() {
        boolean unbounded = settings.perSession().isNone() && settings.perUser().isNone();
        return unbounded ? SessionRates.UNBOUNDED : new SessionRates(this);
    }

    Settings settings() {
        return settings;
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    /** The buckets of a user, whom this call keeps in memory for two minutes. */
    UserRates user(String name) {
        return users.get(name, newName -> UserRates.full(settings, nanoTime));
    }

    /** How many users are remembered. */
    long users() {
        users.cleanUp();
        return users.estimatedSize();
    }
}
