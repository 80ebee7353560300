package dev.stompbridge.net;

import dev.stompbridge.http.HttpResponse;
import dev.stompbridge.ops.Metric;
import dev.stompbridge.ops.Metrics;
import dev.stompbridge.security.ConnectionLimits;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.mina.core.session.IoSession;

/** Decides which new connections of a port may stay, and says no to the others at little cost. I/O threads call it. */
final class Admissions {
    /** Refused connections that wait for their answer to arrive; as many more as come meanwhile get none. */
    private static final int MAX_LINGERING = 500;

    private static final int RETRY_AFTER_SECONDS = 5;

    static final HttpResponse TOO_MANY_OF_ADDRESS =
            HttpResponse.unavailable("Too many connections from this address.", RETRY_AFTER_SECONDS);

    private static final HttpResponse TOO_MANY = HttpResponse.unavailable("Too many connections.", RETRY_AFTER_SECONDS);
    private static final HttpResponse TOO_MANY_STRANGERS =
            HttpResponse.unavailable("Too many connections without a login.", RETRY_AFTER_SECONDS);

    private final Gate gate;
    private final Metrics metrics;
    private final boolean secure;
    private final AtomicInteger lingering = new AtomicInteger();

    Admissions(Gate gate, Metrics metrics, boolean secure) {
        this.gate = gate;
        this.metrics = metrics;
        this.secure = secure;
    }

    /** Refused connections that are still there. */
    int lingering() {
        return lingering.get();
    }

    /** Lets a connection stay, or refuses it. Whose it is that a proxy made, the proxy will say. */
    void decide(Connection connection, IoSession session, boolean full) {
        if (full) {
            refuse(connection, Metric.CONNECTIONS_REFUSED, TOO_MANY);
            return;
        }
        InetAddress address = Server.addressOf(session);
        boolean proxy = gate.isProxy(address);
        if (proxy && gate.proxies().proxyProtocol()) {
            session.getFilterChain().addFirst("proxy", new ProxyHeaderFilter(connection));
        }
        if (gate.connections().isNone()) {
            return;
        }
        ConnectionLimits.Admission admission = gate.connections().admit(proxy ? null : address);
        if (admission instanceof ConnectionLimits.Lease lease) {
            connection.admitted(lease);
        } else if (admission == ConnectionLimits.Refusal.ADDRESS) {
            refuse(connection, Metric.CONNECTIONS_REFUSED_ADDRESS, TOO_MANY_OF_ADDRESS);
        } else {
            refuse(connection, Metric.CONNECTIONS_REFUSED_WITHOUT_LOGIN, TOO_MANY_STRANGERS);
        }
    }

    /** A TLS handshake, only to say no, would cost more than whoever comes too often may cost. */
    private void refuse(Connection connection, Metric why, HttpResponse answer) {
        metrics.count(why);
        if (secure || lingering.get() >= MAX_LINGERING) {
            metrics.count(Metric.CONNECTIONS_CUT);
            connection.closeNow();
        } else {
            lingering.incrementAndGet();
            connection.refuse(answer);
        }
    }

    /** The socket of a connection is gone. */
    void ended(Connection connection) {
        if (connection.isRefused()) {
            lingering.decrementAndGet();
        }
    }
}
