package dev.stompbridge.load.server;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where STOMP is spoken: {@code stomp://host:port} for plain TCP, {@code ws://host:port/path} for WebSocket.
 *
 * @param account who connects; null for nobody known
 */
public record Endpoint(URI uri, @Nullable Account account) {
    /** The WebSocket subprotocol that is offered. */
    public static final String SUBPROTOCOL = "v12.stomp";

    public static Endpoint stomp(int port, Account account) {
        return new Endpoint(URI.create("stomp://127.0.0.1:" + port), account);
    }

    public static Endpoint webSocket(int port, String path) {
        return new Endpoint(URI.create("ws://127.0.0.1:" + port + path), null);
    }

    public boolean isWebSocket() {
        return "ws".equals(uri.getScheme());
    }

    /** The same place for somebody else. */
    public Endpoint as(Account other) {
        return new Endpoint(uri, other);
    }
}
