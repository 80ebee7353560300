package dev.stompbridge.security;

import dev.stompbridge.security.RateLimits.Exceeded;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one session has left to send, and what its user has. What was too much empties its meter, so a session that goes
 * on gets no more than its rate.
 *
 * <p>Belongs to the thread that reads from the session; only {@link #user} may be called by another one.
 */
public final class SessionRates {

    /** Of every session while nothing is bounded. */
    static final SessionRates UNBOUNDED = new SessionRates();

    /**
     * So often a session that sends says that its user is still there. The buckets of a user are then never forgotten
     * before they are full again: the longest burst and this are less than {@link Buckets#KEPT_AFTER_USE}.
     */
    private static final long RENEWAL_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final @Nullable RateLimits limits;
    private final @Nullable Meter frames;
    private final @Nullable Meter bytes;
    private final @Nullable Meter sends;

    /** Null before the login, and always without a bound per user. */
    private volatile @Nullable String user;

    private @Nullable UserRates userRates;
    private long renewedAt;

    private @Nullable Exceeded exceeded;
    private long retryAfterNanos;

    private SessionRates() {
        this.limits = null;
        this.frames = null;
        this.bytes = null;
        this.sends = null;
    }

    SessionRates(RateLimits limits) {
        this.limits = limits;
        this.frames = meter(RateUnit.FRAMES, limits);
        this.bytes = meter(RateUnit.BYTES, limits);
        this.sends = meter(RateUnit.SENDS, limits);
    }

    private static @Nullable Meter meter(RateUnit unit, RateLimits limits) {
        long perSecond = unit.of(limits.settings().perSession());
        return perSecond == 0 ? null : new Meter(perSecond, limits.settings().burstNanos(), limits.nanoTime());
    }

    /** From now on the user's bounds count as well. Any thread, once. */
    public void user(String name) {
        if (limits != null && !limits.settings().perUser().isNone()) {
            user = name;
        }
    }

    /** So many bytes came; false if that is too much. */
    public boolean onBytes(int count) {
        return count == 0 || take(RateUnit.BYTES, count);
    }

    /** A frame came, of whatever kind; false if that is too much. */
    public boolean onFrame() {
        return take(RateUnit.FRAMES, 1);
    }

    /** A SEND came, after {@link #onFrame} for the same frame; false if that is too much. */
    public boolean onSend() {
        return take(RateUnit.SENDS, 1);
    }

    /** What was too much when it was last too much; null if nothing ever was. */
    public @Nullable Exceeded exceeded() {
        return exceeded;
    }

    /**
     * In how many seconds the last that was too much would be let in, rounded up and at most the burst; 0 if nothing
     * ever was too much.
     */
    public long retryAfterSeconds() {
        return Meter.secondsRoundedUp(retryAfterNanos);
    }

    private boolean take(RateUnit unit, int amount) {
        if (limits == null) {
            return true;
        }
        RateLimits.Settings settings = limits.settings();
        Meter meter = meter(unit);
        if (meter != null && !meter.take(amount, limits.nanoTime())) {
            return tooMuch(unit.ofSession(), settings.nanosFor(amount, unit.of(settings.perSession())));
        }
        UserRates shared = userRates(limits);
        if (shared != null && !shared.take(unit, amount)) {
            return tooMuch(unit.ofUser(), settings.nanosFor(amount, unit.of(settings.perUser())));
        }
        return true;
    }

    private @Nullable Meter meter(RateUnit unit) {
        return switch (unit) {
            case FRAMES -> frames;
            case BYTES -> bytes;
            case SENDS -> sends;
        };
    }

    private @Nullable UserRates userRates(RateLimits limits) {
        String name = user;
        if (name == null) {
            return null;
        }
        long now = limits.nanoTime();
        UserRates shared = userRates;
        if (shared == null || now - renewedAt >= RENEWAL_NANOS) {
            shared = limits.user(name);
            userRates = shared;
            renewedAt = now;
        }
        return shared;
    }

    private boolean tooMuch(Exceeded what, long nanosUntilLetIn) {
        exceeded = what;
        retryAfterNanos = nanosUntilLetIn;
        return false;
    }
}
