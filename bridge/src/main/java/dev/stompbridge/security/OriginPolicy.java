package dev.stompbridge.security;

import dev.stompbridge.http.Authority;
import dev.stompbridge.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides whether the page that opens a WebSocket may do so (RFC 6455 §4.2.2, §10.2). A browser always says where a
 * page comes from, and no page can say otherwise; whoever sends no Origin is no browser and has credentials or no
 * rights.
 *
 * <p>Allowed are pages of this very host, and an exact list of origins. There are no patterns: they are where the
 * holes are. Behind a proxy that ends TLS the pages' origin begins with https while this side sees http: such an
 * origin belongs on the list. A host name that an attacker lets point at this address is the same host to a browser
 * and to this policy: only credentials, and rights that anonymous browsers do not have, stand against that.
 */
public final class OriginPolicy {

    private final List<Origin> allowed;

    /**
     * Throws IllegalArgumentException, with a sentence that names the entry, for one that is no origin.
     *
     * @param allowedOrigins beside the same origin, each as a browser sends it: {@code https://shop.example}
     */
    public OriginPolicy(List<String> allowedOrigins) {
        List<Origin> parsed = new ArrayList<>();
        for (String text : allowedOrigins) {
            Origin origin = Origin.parse(text);
            if (origin == null) {
                throw new IllegalArgumentException("The allowed origin \"" + text
                        + "\" is not of the form https://host or https://host:port, without a path and without *.");
            }
            parsed.add(origin);
        }
        allowed = List.copyOf(parsed);
    }

    /**
     * Whether the origin of the request, if it has one, is allowed.
     *
     * @param secure the request came over TLS
     */
    public boolean allows(HttpRequest request, boolean secure) {
        List<String> origins = request.headers().all("Origin");
        if (origins.isEmpty()) {
            return true;
        }
        Origin origin = origins.size() == 1 ? Origin.parse(origins.get(0)) : null;
        if (origin == null) {
            return false;
        }
        return isSameOrigin(origin, request, secure) || allowed.stream().anyMatch(origin::isSame);
    }

    private static boolean isSameOrigin(Origin origin, HttpRequest request, boolean secure) {
        String host = request.headers().first("Host");
        Authority authority = host == null ? null : Authority.parse(host);
        return authority != null && origin.isSame(new Origin(secure ? "https" : "http", authority));
    }
}
