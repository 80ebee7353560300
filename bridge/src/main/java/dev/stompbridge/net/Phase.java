package dev.stompbridge.net;

import java.nio.ByteBuffer;

/** What a connection speaks at the moment. Its I/O thread calls everything but {@link #tick}. */
interface Phase {
    void received(ByteBuffer in);

    /** One buffer given to {@link Connection#write} has left. */
    void sent();

    /** The socket is gone; the last call. */
    void closed();

    /** Time has passed; timer thread, must not block. */
    void tick(long nowNanos);

    /** The bridge is about to stop; any thread. */
    void drain();
}
