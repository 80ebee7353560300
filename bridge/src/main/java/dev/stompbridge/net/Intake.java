package dev.stompbridge.net;

import dev.stompbridge.security.SessionRates;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;

/**
 * What comes in over one WebSocket: not faster than its rates allow, and nothing that has begun takes for ever. Its I/O
 * thread owns it; the timer only asks whether something is overdue.
 */
final class Intake {
    private static final long NEVER = 0;

    private final SessionRates rates;
    /** When a message or a STOMP frame began that has not ended, or {@link #NEVER}. */
    private volatile long unfinishedSince = NEVER;

    Intake(SessionRates rates) {
        this.rates = rates;
    }

    SessionRates rates() {
        return rates;
    }

    /** False if that is more than may come. */
    boolean took(int bytes, int frames) {
        boolean within = rates.onBytes(bytes);
        for (int i = 0; i < frames && within; i++) {
            within = rates.onFrame();
        }
        return within;
    }

    /**
     * Throws away unseen what comes after more came than may. Until the socket is closed a peer may go on at full speed,
     * and to decode that would take the time of all others on the I/O thread.
     */
    void discardIfEnded(ByteBuffer in) {
        if (rates.exceeded() != null) {
            in.position(in.limit());
        }
    }

    /** What was too much, as a sentence for the peer; called when something was. */
    String rule() {
        return Objects.requireNonNull(rates.exceeded()).rule();
    }

    /** What had begun earlier has ended. */
    void completed() {
        unfinishedSince = NEVER;
    }

    /** All that was received has been decoded. */
    void decoded(boolean unfinished, long now) {
        if (!unfinished) {
            unfinishedSince = NEVER;
        } else if (unfinishedSince == NEVER) {
            unfinishedSince = now;
        }
    }

    /** Whether something began so long ago. Time in which the peer is not read does not count. Timer thread. */
    boolean isOverdue(long now, Duration limit, boolean readSuspended) {
        long since = unfinishedSince;
        if (since == NEVER) {
            return false;
        }
        if (readSuspended) {
            unfinishedSince = now;
            return false;
        }
        return now - since > limit.toNanos();
    }
}
