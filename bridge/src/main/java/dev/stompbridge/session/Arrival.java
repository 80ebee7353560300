package dev.stompbridge.session;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * How a browser came, and what it brought before it spoke STOMP.
 *
 * @param address its own, not that of a proxy which is believed
 * @param token a JSON Web Token in the handshake, null if there was none
 * @param certificateUser whom its client certificate stands for, null for nobody
 * @param handshakeBytes of both heads of the WebSocket handshake
 */
public record Arrival(
        InetAddress address,
        @Nullable String token,
        @Nullable String certificateUser,
        int handshakeBytes) {
    /** The token gets into no log by this. */
    @Override
    public String toString() {
        return "Arrival[" + address.getHostAddress() + "]";
    }
}
