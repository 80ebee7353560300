package dev.stompbridge.net;

import dev.stompbridge.fanout.Outbox;
import dev.stompbridge.fanout.Outboxes;
import dev.stompbridge.http.HttpHeader;
import dev.stompbridge.http.HttpLimits;
import dev.stompbridge.http.HttpRequest;
import dev.stompbridge.ops.Metric;
import dev.stompbridge.ops.Metrics;
import dev.stompbridge.security.Peer;
import dev.stompbridge.session.Disconnect;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.service.SimpleIoProcessorPool;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.SocketSessionConfig;
import org.apache.mina.transport.socket.nio.NioSession;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listening port that serves pages and WebSocket endpoints. Safe for use by any thread. */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    /**
     * What the system may hold of one connection, more or less: room for two joined writes. Left to itself Linux holds up to
     * 4 MiB where it is a proxy on the same machine that reads; a slow browser would get all of that before the latest
     * price, for which its outbox makes room.
     */
    private static final int SEND_BUFFER_BYTES = 2 * Outbox.JOINED_BYTES;

    /** One flush writes at most one and a half times this; smaller, and joined writes would be cut again. */
    private static final int READ_BUFFER_BYTES = 64 * 1024;

    private static final int BACKLOG = 4096;

    private static final String CONNECTION = "connection";

    /**
     * Where and how to listen.
     *
     * @param ioThreads at least one
     * @param maxConnections more are closed at once
     * @param headTimeout for a request head, from the connection or its first byte
     * @param idleTimeout of a connection kept alive between requests
     * @param messageTimeout for a whole message or frame from its first byte
     * @param hsts for which browsers are told to use https alone, zero not to tell them (RFC 6797 §6.1)
     */
    public record Settings(
            InetSocketAddress address,
            int ioThreads,
            int maxConnections,
            HttpLimits httpLimits,
            Duration headTimeout,
            Duration idleTimeout,
            Duration connectTimeout,
            Duration pingAfter,
            Duration pongTimeout,
            Duration closeTimeout,
            Duration messageTimeout,
            Duration hsts) {
        private Liveness.Settings liveness() {
            return new Liveness.Settings(connectTimeout, pingAfter, pongTimeout, closeTimeout);
        }
    }

    private final Settings settings;
    private final Liveness.Settings liveness;
    private final Content content;
    private final Metrics metrics;
    private final LongSupplier nanoTime;
    private final Map<Disconnect, Runnable> disconnects;
    private final Outboxes outboxes;
    private final @Nullable Tls tls;
    private final List<HttpHeader> hsts;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Admissions admissions;
    private final NioSocketAcceptor acceptor;

    private Server(Settings settings, Content content, @Nullable Tls tls, Services services) {
        this.settings = settings;
        this.liveness = settings.liveness();
        this.content = content;
        this.tls = tls;
        this.metrics = services.metrics();
        this.nanoTime = services.nanoTime();
        this.disconnects = services.disconnects();
        this.outboxes = services.outboxes();
        this.hsts = List.of(new HttpHeader(
                "Strict-Transport-Security", "max-age=" + settings.hsts().toSeconds()));
        this.admissions = new Admissions(content.gate(), services.metrics(), tls != null);
        this.acceptor =
                new NioSocketAcceptor(new SimpleIoProcessorPool<NioSession>(IoLoop.class, settings.ioThreads()));
    }

    /** What all servers of a bridge share: its counts, its clock and what concerns all outboxes. */
    public record Services(
            Metrics metrics, LongSupplier nanoTime, Map<Disconnect, Runnable> disconnects, Outboxes outboxes) {
        public static Services of(Metrics metrics, LongSupplier nanoTime, Outboxes outboxes) {
            return new Services(
                    metrics, nanoTime, metrics.tagged(Metric.DISCONNECTS, "reason", Disconnect.class), outboxes);
        }
    }

    /** Binds the port; {@code tls} is null for plain TCP, and is closed by whoever started it, after the server. */
    public static Server start(Settings settings, Content content, @Nullable Tls tls, Services services)
            throws IOException {
        Server server = new Server(settings, content, tls, services);
        try {
            server.bind();
        } catch (IOException e) {
            server.acceptor.dispose();
            throw e;
        }
        return server;
    }

    private void bind() throws IOException {
        SocketSessionConfig config = acceptor.getSessionConfig();
        config.setMaxReadBufferSize(READ_BUFFER_BYTES);
        config.setTcpNoDelay(true);
        config.setSendBufferSize(SEND_BUFFER_BYTES);
        acceptor.setReuseAddress(true);
        acceptor.setBacklog(BACKLOG);
        // Unbinding would close every connection, without the goodbye that drain says.
        acceptor.setCloseOnDeactivation(false);
        acceptor.setSessionDataStructureFactory(new SessionAttributes.Factory());
        acceptor.getStatistics().getConfig().setStatisticsCalcEnabled(false);
        acceptor.setHandler(new Handler());
        if (tls != null) {
            acceptor.getFilterChain().addFirst("tls", new TlsFilter(tls, nanoTime));
        }
        try {
            acceptor.bind(settings.address());
        } catch (IOException e) {
            // MINA's own message repeats the address and leaves the reason to the cause.
            throw new IOException(
                    "Cannot listen on " + host() + ":" + settings.address().getPort(),
                    e.getCause() == null ? e : e.getCause());
        }
    }

    /** The address as configured. */
    public String host() {
        return settings.address().getHostString();
    }

    /** The port that is bound, also when zero was asked for. */
    public int port() {
        return acceptor.getLocalAddress().getPort();
    }

    public int connectionCount() {
        return connections.size();
    }

    /** Looks at every connection. */
    public long webSocketCount() {
        return count(WebSocketConnection.class);
    }

    /** Looks at every connection. */
    public long eventStreamCount() {
        return count(EventStreamConnection.class);
    }

    private long count(Class<? extends Phase> speaking) {
        return connections.stream()
                .filter(connection -> speaking.isInstance(connection.phase()))
                .count();
    }

    /** Lets time pass for every connection; the timer calls it several times a second. */
    public void tick() {
        content.rounds().tick();
        long now = nanoTime();
        for (Connection connection : connections) {
            connection.tick(now);
        }
    }

    /** Accepts nothing new, says goodbye to every WebSocket and waits for the answers, but not longer than given. */
    public void drain(int maxMillis) {
        acceptor.unbind();
        connections.forEach(Connection::drain);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(maxMillis);
        synchronized (connections) {
            try {
                long left = maxMillis;
                while (!connections.isEmpty() && left > 0) {
                    connections.wait(left);
                    left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Closes whatever is still open. */
    @Override
    public void close() {
        acceptor.unbind();
        connections.forEach(Connection::closeNow);
        acceptor.dispose(false);
    }

    /** Those that are open at the moment. */
    Set<Connection> connections() {
        return Set.copyOf(connections);
    }

    Settings settings() {
        return settings;
    }

    Liveness.Settings liveness() {
        return liveness;
    }

    Metrics metrics() {
        return metrics;
    }

    Content content() {
        return content;
    }

    Gate gate() {
        return content.gate();
    }

    /** What goes with every page that a browser gets over TLS, here or from a proxy that says so. */
    List<HttpHeader> headersFor(HttpRequest request, Peer direct) {
        boolean tells = !settings.hsts().isZero()
                && content.gate().client(request, direct).peer().secure();
        return tells ? hsts : List.of();
    }

    static InetAddress addressOf(IoSession session) {
        return ((InetSocketAddress) session.getRemoteAddress()).getAddress();
    }

    Outboxes outboxes() {
        return outboxes;
    }

    boolean isSecure() {
        return tls != null;
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    void count(Disconnect reason) {
        Runnable increment = disconnects.get(reason);
        if (increment != null) {
            increment.run();
        }
    }

    /** MINA's events, handed to the connection that they belong to. */
    private final class Handler extends IoHandlerAdapter {
        @Override
        public void sessionCreated(IoSession session) {
            Connection connection = new Connection(session, Server.this);
            session.setAttribute(CONNECTION, connection);
            content.rounds().add(IoLoop.of(session));
            metrics.count(Metric.CONNECTIONS_ACCEPTED);
            boolean full = connections.size() - admissions.lingering() >= settings.maxConnections();
            connections.add(connection);
            admissions.decide(connection, session, full);
        }

        @Override
        public void messageReceived(IoSession session, Object message) {
            of(session).received((IoBuffer) message);
        }

        @Override
        public void messageSent(IoSession session, Object message) {
            of(session).sent();
        }

        @Override
        public void sessionClosed(IoSession session) {
            Connection connection = of(session);
            connections.remove(connection);
            admissions.ended(connection);
            synchronized (connections) {
                connections.notifyAll();
            }
            connection.closed();
        }

        @Override
        public void exceptionCaught(IoSession session, Throwable cause) {
            if (cause instanceof IOException) {
                LOG.debug("A connection failed", cause);
            } else {
                LOG.warn("A connection failed", cause);
            }
            session.closeNow();
        }

        private Connection of(IoSession session) {
            return (Connection) session.getAttribute(CONNECTION);
        }
    }
}
