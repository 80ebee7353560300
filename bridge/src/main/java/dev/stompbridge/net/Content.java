package dev.stompbridge.net;

import dev.stompbridge.http.HttpHandler;
import java.util.Map;

/**
 * What a port serves.
 *
 * @param endpoints WebSockets by their path, which hide additions and pages
 * @param rounds are told of the server's I/O threads
 */
public record Content(
        HttpHandler pages,
        Map<String, Endpoint> endpoints,
        Gate gate,
        IoRounds rounds,
        Additions additions,
        EventEndpoint.Bounds streams) {

    /** Without additions. */
    public Content(HttpHandler pages, Map<String, Endpoint> endpoints, Gate gate, IoRounds rounds) {
        this(pages, endpoints, gate, rounds, Additions.NONE, EventEndpoint.Bounds.DEFAULT);
    }
}
