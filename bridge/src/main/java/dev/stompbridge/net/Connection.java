package dev.stompbridge.net;

import dev.stompbridge.http.HttpResponse;
import dev.stompbridge.ops.Metric;
import dev.stompbridge.security.ConnectionLimits;
import dev.stompbridge.security.Peer;
import dev.stompbridge.security.ProxyHeader;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.jspecify.annotations.Nullable;

/** One TCP connection: HTTP first, then perhaps WebSocket. The I/O thread owns it; what others may call says so. */
final class Connection {
    private final IoSession io;
    private final Server server;
    private final @Nullable TlsLink tls;
    private volatile Phase phase;
    private volatile boolean readSuspended;
    private boolean refused;
    /** Null if it is not counted: there was no room for it, or there is no bound. */
    private ConnectionLimits.@Nullable Lease lease;

    /** What a proxy said; null if none did. */
    private @Nullable ProxyHeader proxied;

    Connection(IoSession io, Server server) {
        this.io = io;
        this.server = server;
        this.tls = TlsFilter.linkOf(io);
        this.phase = new HttpPhase(this, server);
    }

    void switchTo(Phase next) {
        phase = next;
    }

    /** Any thread: what it speaks at the moment. */
    Phase phase() {
        return phase;
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
        if (lease != null) {
            lease.close();
        }
    }

    /** Who is at the other end: behind a proxy that says so, whom it names. */
    Peer peer() {
        ProxyHeader named = proxied;
        if (named == null || named.source() == null) {
            return new Peer(Server.addressOf(io), server.isSecure());
        }
        return new Peer(named.source(), named.secure() || server.isSecure());
    }

    /** Whether it showed a certificate of its own. */
    boolean hasCertificate() {
        return tls != null && tls.hasCertificate();
    }

    /** From now on it counts as one of those that there may be. */
    void admitted(ConnectionLimits.Lease counted) {
        lease = counted;
    }

    /** Its proxy has said whose it is; false if there is no room for it. */
    boolean cameThrough(ProxyHeader header) {
        proxied = header;
        boolean room = header.source() == null || countFor(header.source());
        if (!room) {
            server.metrics().count(Metric.CONNECTIONS_REFUSED_ADDRESS);
            closeNow();
        }
        return room;
    }

    /** It did not begin as a connection of a proxy must. */
    void refuseProxy() {
        server.metrics().count(Metric.PROXY_HEADERS_REFUSED);
        closeNow();
    }

    /** Whether there is room for one more connection of this address, for whom it counts then. */
    boolean countFor(InetAddress address) {
        return lease == null || lease.moveTo(address);
    }

    /** Any thread: whoever is there is no stranger any more. */
    void loggedIn() {
        if (lease != null) {
            lease.loggedIn();
        }
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
    void refuse(HttpResponse answer) {
        refused = true;
        HttpPhase http = new HttpPhase(this, server);
        phase = http;
        http.refuse(answer);
    }

    boolean isRefused() {
        return refused;
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
