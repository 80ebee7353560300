package dev.stompbridge.session;

import dev.stompbridge.fanout.Outbox;
import dev.stompbridge.stomp.HeartBeat;
import org.jspecify.annotations.Nullable;

/** The way from a STOMP session to its browser. Any thread may call; nothing blocks. */
public interface Outbound {
    /**
     * Queues one complete WebSocket frame. A positive answer is its position, which {@link StompSession#written} reaches
     * when it has left; a negative one says that the connection takes nothing any more and is ending.
     */
    long send(byte[] frame);

    /** What waits for the browser; for those who send to many. */
    Outbox outbox();

    /** Whether a frame of this size can be queued without bringing the connection near its bound. */
    boolean hasRoom(int bytes);

    /** The peer has logged in: it may send larger frames, and heart-beats begin as negotiated. A user is null if anonymous. */
    void loggedIn(HeartBeat.Negotiated heartBeats, @Nullable String user);

    /** Reading may go on if it had been suspended because of {@link StompSession#isFlooded}. */
    void resumeReading();

    /** Writes what is queued, then closes with the reason's code. Only the first call counts. */
    void end(Disconnect reason);
}
