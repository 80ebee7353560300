package dev.stompbridge.net;

import dev.stompbridge.http.HttpResponse;
import dev.stompbridge.ops.Metric;
import java.nio.ByteBuffer;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.jspecify.annotations.Nullable;

/** One TCP connection: HTTP first, then perhaps WebSocket. The I/O thread owns it; what others may call says so. */
final class Connection {
    private static final int RETRY_AFTER_SECONDS = 5;

    private final IoSession io;
    private final Server server;
    private final @Nullable TlsLink tls;
    private volatile Phase phase;
    private volatile boolean readSuspended;

    Connection(IoSession io, Server server) {
        this.io = io;
        this.server = server;
        this.tls = TlsFilter.linkOf(io);
        this.phase = new HttpPhase(this, server);
    }

    void switchTo(Phase next) {
        phase = next;
    }

    void received(IoBuffer buffer) {
        server.metrics().count(Metric.BYTES_IN, buffer.remaining());
        phase.received(buffer.buf());
    }

    void sent() {
        phase.sent();
    }

    void closed() {
        phase.closed();
    }

    /** Timer thread. */
    void tick(long nowNanos) {
        if (tls != null) {
            tls.tick(nowNanos);
        }
        phase.tick(nowNanos);
    }

    /** Any thread. The bytes are not changed and must not be changed afterwards. */
    void write(ByteBuffer bytes) {
        server.metrics().count(Metric.WRITES);
        server.metrics().count(Metric.BYTES_OUT, bytes.remaining());
        io.write(IoBuffer.wrap(bytes));
    }

    /** Any thread: runs a task on the I/O thread. */
    void execute(Runnable task) {
        IoLoop.of(io).execute(task);
    }

    boolean isReadSuspended() {
        return readSuspended;
    }

    void suspendReading() {
        if (!readSuspended) {
            readSuspended = true;
            server.metrics().count(Metric.READING_SUSPENDED);
            io.suspendRead();
        }
    }

    void resumeReading() {
        if (readSuspended) {
            readSuspended = false;
            io.resumeRead();
        }
    }

    /** One connection too many: says so and closes. */
    void refuse() {
        HttpPhase http = new HttpPhase(this, server);
        phase = http;
        http.refuse(HttpResponse.unavailable("Too many connections.", RETRY_AFTER_SECONDS));
    }

    /** Any thread: says goodbye if there is somebody to say it to. */
    void drain() {
        phase.drain();
    }

    /** Any thread: closes the socket without waiting for anything. */
    void closeNow() {
        io.closeNow();
    }

    /** Any thread: closes the socket when everything given to {@link #write} has left. */
    void closeOnFlush() {
        if (tls == null) {
            io.closeOnFlush();
        } else {
            tls.end();
        }
    }

    /** The user of the client's verified certificate; null if there is none, or its subject is nobody's. */
    @Nullable
    String certificateUser() {
        return tls == null ? null : tls.user();
    }

    @Override
    public String toString() {
        return String.valueOf(io.getRemoteAddress());
    }
}
