package dev.stompbridge.net;

import dev.stompbridge.fanout.FrameBytes;
import dev.stompbridge.security.SessionRates;
import dev.stompbridge.session.Arrival;
import dev.stompbridge.session.Disconnect;
import dev.stompbridge.session.Outbound;
import dev.stompbridge.websocket.Opcode;
import dev.stompbridge.websocket.WebSocketLimits;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends every message to everyone, unread: no check, no rights, no memory of what was missed. It is the naive handler that
 * the rest of this server improves upon, kept to compare; only the bounds of a connection are the server's own.
 */
public final class BroadcastEndpoint implements Endpoint {
    private static final int MAX_BYTES = 64 * 1024;

    private final Bounds bounds;
    private final Set<Outbound> everyone = ConcurrentHashMap.newKeySet();

    public BroadcastEndpoint(int outboxBytes) {
        this.bounds = Bounds.withoutLogin(new WebSocketLimits(MAX_BYTES, MAX_BYTES), outboxBytes);
    }

    @Override
    public List<String> subprotocols() {
        return List.of();
    }

    @Override
    public Bounds bounds() {
        return bounds;
    }

    @Override
    public Conversation open(Outbound out, Arrival arrival, SessionRates rates) {
        everyone.add(out);
        return new Conversation() {
            @Override
            public boolean onMessage(Opcode opcode, byte[] payload) {
                byte[] frame = FrameBytes.frame(opcode, payload);
                everyone.forEach(one -> one.send(frame));
                return true;
            }

            @Override
            public void onTooFast(String rule) {
                out.end(Disconnect.TOO_FAST);
            }

            @Override
            public void onTooSlow() {
                out.end(Disconnect.MESSAGE_TIMEOUT);
            }

            @Override
            public void onWritten(long position) {}

            @Override
            public void onClosed() {
                everyone.remove(out);
            }
        };
    }
}
