package dev.stompbridge.net;

import java.util.Map;

/**
 * What an embedder serves on the public port beside the bridge's own: by exact path, as received. Such a path hides a file of
 * the same name, and is hidden by a WebSocket endpoint.
 */
public record Additions(Map<String, Resource> resources, Map<String, EventEndpoint> events) {
    public static final Additions NONE = new Additions(Map.of(), Map.of());

    /** Copies both. */
    public Additions {
        resources = Map.copyOf(resources);
        events = Map.copyOf(events);
    }
}
