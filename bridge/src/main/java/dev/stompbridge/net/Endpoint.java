package dev.stompbridge.net;

import dev.stompbridge.security.SessionRates;
import dev.stompbridge.session.Arrival;
import dev.stompbridge.session.Outbound;
import dev.stompbridge.websocket.Opcode;
import dev.stompbridge.websocket.WebSocketLimits;
import java.time.Duration;
import java.util.List;

/** What answers behind a WebSocket path. */
public interface Endpoint {
    /**
     * Bounds of the endpoint's connections; a peer that must log in has the first limits until it has.
     *
     * @param outboxAge that a message may wait for its browser, zero for any time
     */
    record Bounds(
            WebSocketLimits beforeLogin,
            WebSocketLimits limits,
            int outboxBytes,
            Duration outboxAge,
            boolean needsLogin) {
        static Bounds withoutLogin(WebSocketLimits limits, int outboxBytes) {
            return new Bounds(limits, limits, outboxBytes, Duration.ZERO, false);
        }

        boolean isTooOld(long waitingNanos) {
            return !outboxAge.isZero() && waitingNanos > outboxAge.toNanos();
        }
    }

    /** One open WebSocket. Its I/O thread calls everything but {@link #onTick}. */
    interface Conversation {
        /** False if something is still incomplete that an earlier message began. */
        boolean onMessage(Opcode opcode, byte[] payload);

        /** Whether something has begun that a later message must end. */
        default boolean isUnfinished() {
            return false;
        }

        /** The peer sends more than it may. */
        void onTooFast(String rule);

        /** What the peer began did not end in time. Timer thread. */
        void onTooSlow();

        /** Everything up to this position of the outbox has left. */
        void onWritten(long position);

        /** Time has passed; the timer's thread calls it now and then. Must not block. */
        default void onTick(long nowNanos) {}

        /** The last call, however it ended. */
        void onClosed();

        /** The peer has logged in and may send what {@link Bounds#limits} allows. */
        default void onLoggedIn() {}

        /** Whether to read no more until {@link Outbound#resumeReading}. */
        default boolean isFlooded() {
            return false;
        }

        /** Whether it is too early to read on after a pause. */
        default boolean isStillFlooded() {
            return isFlooded();
        }
    }

    /** In the order of preference of nobody: the client's order decides. */
    List<String> subprotocols();

    Bounds bounds();

    /** Begins a conversation; whatever it counts for the peer it counts with these rates. */
    Conversation open(Outbound out, Arrival arrival, SessionRates rates);
}
