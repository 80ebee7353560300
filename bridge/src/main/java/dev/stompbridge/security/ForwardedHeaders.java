package dev.stompbridge.security;

import dev.stompbridge.http.Authority;
import dev.stompbridge.http.HttpRequest;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who sent a request when proxies passed it on, from headers that anybody can write.
 *
 * <p>Nothing is believed unless the peer of the connection is a trusted proxy. Then the list is walked from the right,
 * where the nearest proxy appends: as long as an address is that of a trusted proxy, what that proxy wrote to the left
 * of it is believed as well; the first other address is the client, and what stands left of it, the client's own
 * inventions, is not looked at. What is malformed, "unknown" or hidden ends the walk at the last address that was good.
 *
 * <p>Scheme and host are believed from the right-most element of X-Forwarded-Proto and X-Forwarded-Host, or from the
 * last element of Forwarded that was believed, which came from the proxy that the client is connected to. Without a word
 * about them, those of this very connection and request count. One thing cannot be seen here: a trusted proxy must
 * append to or replace each header that is configured, or remove it; one that lets a client's header pass untouched
 * lends it its own trust. Safe for use by any thread.
 */
public final class ForwardedHeaders {

    /** Which headers the trusted proxies write. */
    public enum Kind {
        /** None: the peer of the connection is the client. */
        NONE,
        /** X-Forwarded-For, -Proto and -Host. */
        X_FORWARDED,
        /** Forwarded (RFC 7239). */
        FORWARDED
    }

    /**
     * Who asks, and for which host.
     *
     * @param host as Host has it (RFC 9110 §7.2), perhaps with a port; null if no host was named
     */
    public record Client(Peer peer, @Nullable String host) {}

    private final Kind kind;
    private final Networks trusted;

    public ForwardedHeaders(Kind kind, Networks trusted) {
        this.kind = kind;
        this.trusted = trusted;
    }

    /** The client of this request, which came over a connection with this peer. */
    public Client client(HttpRequest request, Peer direct) {
        if (kind == Kind.NONE || !trusted.contains(direct.address())) {
            return new Client(direct, request.headers().first("Host"));
        }
        return kind == Kind.FORWARDED ? fromForwarded(request, direct) : fromXForwarded(request, direct);
    }

    private Client fromXForwarded(HttpRequest request, Peer direct) {
        ElementsFromRight elements = new ElementsFromRight(request.headers().all("X-Forwarded-For"), false);
        InetAddress last = direct.address();
        while (trusted.contains(last)) {
            String element = elements.next();
            InetAddress next = element == null ? null : ForwardedNode.parseLoosely(element);
            if (next == null) {
                break;
            }
            last = next;
        }
        return client(request, new Peer(last, direct.secure()), lastOf(request, "Proto"), lastOf(request, "Host"));
    }

    private Client fromForwarded(HttpRequest request, Peer direct) {
        ElementsFromRight elements = new ElementsFromRight(request.headers().all("Forwarded"), true);
        InetAddress last = direct.address();
        ForwardedElement believed = null;
        while (trusted.contains(last)) {
            String text = elements.next();
            ForwardedElement element = text == null ? null : ForwardedElement.parse(text);
            if (element == null) {
                break;
            }
            believed = element;
            InetAddress next = element.node() == null ? null : ForwardedNode.parse(element.node());
            if (next == null) {
                break;
            }
            last = next;
        }
        Peer peer = new Peer(last, direct.secure());
        return believed == null
                ? client(request, peer, null, null)
                : client(request, peer, believed.proto(), believed.host());
    }

    /** The peer comes with the security of the connection, which counts unless a proxy named a scheme. */
    private static Client client(HttpRequest request, Peer peer, @Nullable String proto, @Nullable String host) {
        boolean secure = proto == null ? peer.secure() : isSecure(proto);
        boolean named = host != null && Authority.parse(host) != null;
        return new Client(
                new Peer(peer.address(), secure),
                named ? host : request.headers().first("Host"));
    }

    /** Some proxies name the scheme of the WebSocket instead (RFC 6455 §3). */
    private static boolean isSecure(String proto) {
        return proto.equalsIgnoreCase("https") || proto.equalsIgnoreCase("wss");
    }

    private static @Nullable String lastOf(HttpRequest request, String name) {
        List<String> lines = request.headers().all("X-Forwarded-" + name);
        return new ElementsFromRight(lines, false).next();
    }
}
