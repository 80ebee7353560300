package dev.stompbridge.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stompbridge.websocket.CloseStatus;
import dev.stompbridge.websocket.FrameEncoder;
import dev.stompbridge.websocket.MessageSink;
import dev.stompbridge.websocket.Opcode;
import dev.stompbridge.websocket.WebSocketDecoder;
import dev.stompbridge.websocket.WebSocketLimits;
import dev.stompbridge.websocket.WebSocketViolation;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A WebSocket client that reads only when it is asked to, so that a test can be the browser that has stopped reading. */
public final class WsClient implements AutoCloseable {
    private static final int MAX_BYTES = 64 * 1024 * 1024;
    private static final int MASK = 0x12345678;

    /** Something that the server sent. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Received(
            Opcode opcode, byte[] payload, @Nullable CloseStatus close) {
        public String text() {
            return new String(payload, UTF_8);
        }
    }

    private final RawClient raw;
    private final Queue<Received> received = new ArrayDeque<>();
    private final WebSocketDecoder decoder =
            WebSocketDecoder.ofServerFrames(new WebSocketLimits(MAX_BYTES, MAX_BYTES), new Sink());
    private final String handshake;

    private WsClient(RawClient raw, String path, @Nullable String subprotocols) {
        this.raw = raw;
        raw.send("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                + (subprotocols == null ? "" : "Sec-WebSocket-Protocol: " + subprotocols + "\r\n") + "\r\n");
        this.handshake = raw.readHead();
        if (!handshake.startsWith("HTTP/1.1 101 ")) {
            throw new IllegalStateException(handshake);
        }
    }

    public static WsClient open(int port, String path) {
        return over(RawClient.connect(port), path, null);
    }

    public static WsClient over(RawClient raw, String path, @Nullable String subprotocols) {
        return new WsClient(raw, path, subprotocols);
    }

    /** The head of the answer to the handshake. */
    public String handshake() {
        return handshake;
    }

    public RawClient raw() {
        return raw;
    }

    public WsClient sendText(String text) {
        return send(true, Opcode.TEXT, text.getBytes(UTF_8));
    }

    public WsClient send(boolean fin, Opcode opcode, byte[] payload) {
        ByteBuffer frame = FrameEncoder.encodeMasked(fin, opcode, payload, MASK);
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        raw.send(bytes);
        return this;
    }

    public WsClient sendClose(CloseStatus status) {
        ByteBuffer unmasked = FrameEncoder.encodeClose(status);
        unmasked.position(unmasked.position() + 2);
        byte[] payload = new byte[unmasked.remaining()];
        unmasked.get(payload);
        return send(true, Opcode.CLOSE, payload);
    }

    /** The next message or control frame; null when the server has closed the socket. */
    public @Nullable Received next() {
        byte[] buffer = new byte[64 * 1024];
        while (received.isEmpty()) {
            int count = raw.read(buffer);
            if (count < 0) {
                return null;
            }
            try {
                decoder.decode(ByteBuffer.wrap(buffer, 0, count));
            } catch (WebSocketViolation e) {
                throw new IllegalStateException("the server broke RFC 6455: " + e.rule(), e);
            }
        }
        return received.remove();
    }

    /** The next message of text or bytes; control frames before it are skipped, but not a close frame. */
    public Received message() {
        Received next = next();
        while (next != null && (next.opcode() == Opcode.PING || next.opcode() == Opcode.PONG)) {
            next = next();
        }
        if (next == null || next.close() != null) {
            throw new IllegalStateException("closed: " + (next == null ? "socket" : next.close()));
        }
        return next;
    }

    /** Skips everything until the close frame and answers it; null if the socket ended without one. */
    public @Nullable CloseStatus close(CloseStatus answer) {
        Received next = next();
        while (next != null && next.close() == null) {
            next = next();
        }
        if (next == null) {
            return null;
        }
        sendClose(answer);
        return next.close();
    }

    @Override
    public void close() {
        raw.close();
    }

    private final class Sink implements MessageSink {
        @Override
        public void onMessage(Opcode opcode, byte[] payload) {
            received.add(new Received(opcode, payload, null));
        }

        @Override
        public void onPing(byte[] payload) {
            received.add(new Received(Opcode.PING, payload, null));
        }

        @Override
        public void onPong(byte[] payload) {
            received.add(new Received(Opcode.PONG, payload, null));
        }

        @Override
        public void onClose(CloseStatus status) {
            received.add(new Received(Opcode.CLOSE, new byte[0], status));
        }
    }
}
