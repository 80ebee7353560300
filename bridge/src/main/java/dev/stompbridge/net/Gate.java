package dev.stompbridge.net;

import dev.stompbridge.http.HttpRequest;
import dev.stompbridge.security.ConnectionLimits;
import dev.stompbridge.security.ForwardedHeaders;
import dev.stompbridge.security.HandshakeToken;
import dev.stompbridge.security.Networks;
import dev.stompbridge.security.OriginPolicy;
import dev.stompbridge.security.Peer;
import dev.stompbridge.security.Rate;
import dev.stompbridge.security.RateLimits;
import java.net.InetAddress;
import java.util.List;

/**
 * Who may connect to a port, and how much each may take of it.
 *
 * @param tokens where a handshake may have a token
 */
public record Gate(
        ConnectionLimits connections, RateLimits rates, OriginPolicy origins, Proxies proxies, HandshakeToken tokens) {
    /**
     * Proxies in front of the port.
     *
     * @param networks theirs; nobody else is believed
     * @param proxyProtocol whether each of their connections begins with a header of the PROXY protocol
     */
    public record Proxies(Networks networks, boolean proxyProtocol, ForwardedHeaders headers) {
        public static final Proxies NONE =
                new Proxies(Networks.NONE, false, new ForwardedHeaders(ForwardedHeaders.Kind.NONE, Networks.NONE));
    }

    /** Bounds nobody, believes nobody, and lets pages of its own origin in: for a port that only this machine reaches. */
    public static Gate ofLoopback() {
        return new Gate(
                new ConnectionLimits(new ConnectionLimits.Settings(0, 0)),
                new RateLimits(RateLimits.Settings.of(Rate.NONE, Rate.NONE), System::nanoTime),
                new OriginPolicy(List.of()),
                Proxies.NONE,
                HandshakeToken.NONE);
    }

    boolean isProxy(InetAddress address) {
        return proxies.networks().contains(address);
    }

    /** Who sent the request, and the host that he asked for. */
    ForwardedHeaders.Client client(HttpRequest request, Peer direct) {
        return proxies.headers().client(request, direct);
    }
}
