package dev.stompbridge.net;

import dev.stompbridge.stomp.HeartBeat;
import java.time.Duration;

/**
 * Decides by the clock what a WebSocket needs: a heart-beat, a ping, or its end.
 *
 * <p>Any byte from the peer is a sign of life. When none came for the interval that was agreed (or configured), the peer is
 * pinged; its WebSocket stack answers even when its page is asleep. When none came for twice that interval, it is dead. The
 * fields are written by several threads and read by the timer; each is a single value that needs no other.
 */
final class Liveness {
    /** Intervals of silence; those of heart-beats are negotiated on top. */
    record Settings(Duration connectTimeout, Duration pingAfter, Duration pongTimeout, Duration closeTimeout) {}

    enum Due {
        NOTHING,
        HEART_BEAT,
        PING,
        NO_LOGIN,
        DEAD,
        CLOSE_TIMEOUT
    }

    /** The timer is not exact: beats are due this much before the peer would miss them, at the latest half-way. */
    private static final long BEAT_MARGIN_NANOS = 1_000_000_000L;

    private static final long NEVER = 0;

    private final Settings settings;
    /** When it was opened, or when it began to close. */
    private volatile long since;

    private volatile boolean needsLogin;
    private volatile long receivedAt;
    private volatile long sentAt;
    private volatile long pingedAt;
    private volatile boolean closing;
    private volatile long beatEvery = NEVER;
    private volatile long pingAfter;
    private volatile long deadAfter;

    Liveness(Settings settings, long now, boolean needsLogin) {
        this.settings = settings;
        this.since = now;
        this.needsLogin = needsLogin;
        this.receivedAt = now;
        this.sentAt = now;
        this.pingedAt = now;
        this.pingAfter = settings.pingAfter().toNanos();
        this.deadAfter = pingAfter + settings.pongTimeout().toNanos();
    }

    void onReceived(long now) {
        receivedAt = now;
    }

    void onSent(long now) {
        sentAt = now;
    }

    void closing(long now) {
        since = now;
        closing = true;
    }

    /** STOMP 1.2 "Heart-beating": from now on both sides keep what they agreed. */
    void loggedIn(HeartBeat.Negotiated agreed) {
        needsLogin = false;
        if (agreed.sendEveryMillis() > 0) {
            beatEvery = Duration.ofMillis(agreed.sendEveryMillis()).toNanos();
        }
        if (agreed.expectEveryMillis() > 0) {
            long expected = Duration.ofMillis(agreed.expectEveryMillis()).toNanos();
            pingAfter = expected;
            deadAfter = 2 * expected + BEAT_MARGIN_NANOS;
        }
    }

    /**
     * What has to be done now; asked often, by the timer alone. A peer that is not read cannot be silent, but its socket may
     * be gone unseen: writing pings to it finds out.
     */
    Due due(long now, boolean readSuspended) {
        if (closing) {
            return now - since > settings.closeTimeout().toNanos() ? Due.CLOSE_TIMEOUT : Due.NOTHING;
        }
        if (needsLogin && now - since > settings.connectTimeout().toNanos()) {
            return Due.NO_LOGIN;
        }
        if (readSuspended) {
            receivedAt = now;
        }
        long silent = now - receivedAt;
        if (silent > deadAfter) {
            return Due.DEAD;
        }
        if ((readSuspended || silent > pingAfter) && now - pingedAt > pingAfter) {
            pingedAt = now;
            return Due.PING;
        }
        return isBeatDue(now) ? Due.HEART_BEAT : Due.NOTHING;
    }

    private boolean isBeatDue(long now) {
        long every = beatEvery;
        return every != NEVER && now - sentAt >= Math.max(every / 2, every - BEAT_MARGIN_NANOS);
    }
}
