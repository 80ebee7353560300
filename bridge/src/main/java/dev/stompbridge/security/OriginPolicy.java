package dev.stompbridge.security;

import dev.stompbridge.http.Authority;
import dev.stompbridge.http.HttpRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the page that opens a WebSocket may do so (RFC 6455 §4.2.2, §10.2). A browser always says where a
 * page comes from, and no page can say otherwise; whoever sends no Origin is no browser and has credentials or no
 * rights. Credentials that a browser adds by itself do not count for that: with them, and without an Origin, nobody
 * knows whose wish the request is.
 *
 * <p>Allowed are pages of this very host, and a list of origins. The one pattern in it, {@code https://*.shop.example},
 * means every name below that domain, so it is as safe as the least of them: whoever gets one such name, or lets a page
 * be written on it, may connect. Behind a proxy that ends TLS the scheme and the host are those that
 * {@link ForwardedHeaders} found. A host name that an attacker lets point at this address is the same host to a browser:
 * a list of this server's own host names stands against that.
 */
public final class OriginPolicy {

    /** What came out. */
    public enum Verdict {
        /** The page may connect, or there is no page. */
        ALLOWED,
        /** The origin is not this host's and not on the list, or is none. */
        FOREIGN_ORIGIN,
        /** Without an Origin, with credentials that a browser sends by itself. */
        AMBIENT_WITHOUT_ORIGIN
    }

    private final List<AllowedOrigin> allowed;

    /** In lower case; empty: any. */
    private final Set<String> ownHosts;

    /** Allows pages of whatever host they ask for, and listed ones. */
    public OriginPolicy(List<String> allowedOrigins) {
        this(allowedOrigins, List.of());
    }

    /**
     * Throws IllegalArgumentException, with a sentence that names the entry, for one that is no origin or no host.
     *
     * @param allowedOrigins beside the same origin, each as a browser sends it: {@code https://shop.example}, or
     *     {@code https://*.shop.example} for everything below
     * @param allowedHosts names without a port under which this server is asked for; empty: any
     */
    public OriginPolicy(List<String> allowedOrigins, List<String> allowedHosts) {
        List<AllowedOrigin> parsed = new ArrayList<>();
        for (String text : allowedOrigins) {
            AllowedOrigin origin = AllowedOrigin.parse(text);
            if (origin == null) {
                throw new IllegalArgumentException("The allowed origin \"" + text
                        + "\" is not of the form https://host, https://host:port or https://*.host.example,"
                        + " without a path.");
            }
            parsed.add(origin);
        }
        allowed = List.copyOf(parsed);
        ownHosts = hosts(allowedHosts);
    }

    /**
     * Whether the origin of the request, if it has one, is allowed.
     *
     * @param secure the request came over TLS
     */
    public boolean allows(HttpRequest request, boolean secure) {
        return verdict(request, secure, request.headers().first("Host"), false) == Verdict.ALLOWED;
    }

    /**
     * Whether the page behind the request may connect.
     *
     * @param client with the scheme and the host that the browser sees
     * @param clientCertificate the client was asked for a certificate of its own, and gave one (RFC 8446 §4.4.2)
     */
    public Verdict judge(HttpRequest request, ForwardedHeaders.Client client, boolean clientCertificate) {
        return verdict(request, client.peer().secure(), client.host(), clientCertificate);
    }

    private Verdict verdict(HttpRequest request, boolean secure, @Nullable String host, boolean clientCertificate) {
        List<String> origins = request.headers().all("Origin");
        if (origins.isEmpty()) {
            boolean ambient = clientCertificate || hasAmbientCredentials(request);
            return ambient ? Verdict.AMBIENT_WITHOUT_ORIGIN : Verdict.ALLOWED;
        }
        Origin origin = origins.size() == 1 ? Origin.parse(origins.get(0)) : null;
        if (origin == null) {
            return Verdict.FOREIGN_ORIGIN;
        }
        boolean known = isSameOrigin(origin, secure, host) || allowed.stream().anyMatch(entry -> entry.allows(origin));
        return known ? Verdict.ALLOWED : Verdict.FOREIGN_ORIGIN;
    }

    private boolean isSameOrigin(Origin origin, boolean secure, @Nullable String host) {
        Authority authority = host == null ? null : Authority.parse(host);
        return authority != null
                && (ownHosts.isEmpty() || ownHosts.contains(authority.host()))
                && origin.isSame(new Origin(secure ? "https" : "http", authority));
    }

    /**
     * Cookies, and every Authorization but Bearer: what a browser was told once with Basic, Digest or Negotiate it sends
     * again by itself (RFC 9110 §11.6.2), and only a script sets Bearer.
     */
    private static boolean hasAmbientCredentials(HttpRequest request) {
        if (!request.headers().all("Cookie").isEmpty()) {
            return true;
        }
        for (String credentials : request.headers().all("Authorization")) {
            int space = credentials.indexOf(' ');
            String scheme = space < 0 ? credentials : credentials.substring(0, space);
            if (!scheme.equalsIgnoreCase("Bearer")) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> hosts(List<String> texts) {
        Set<String> hosts = new HashSet<>();
        for (String text : texts) {
            Authority authority = Authority.parse(text);
            if (authority == null || authority.port() != Authority.NO_PORT) {
                throw new IllegalArgumentException(
                        "The allowed host \"" + text + "\" is not a host name or an address without a port.");
            }
            hosts.add(authority.host());
        }
        return Set.copyOf(hosts);
    }
}
