package dev.stompbridge.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompDecoder;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompLimits;
import dev.stompbridge.stomp.StompSink;
import dev.stompbridge.stomp.StompViolation;
import dev.stompbridge.websocket.CloseStatus;
import dev.stompbridge.websocket.Opcode;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A STOMP client over {@link WsClient}: frames as text with {@code ^@} for NUL. Reads only when it is asked to. */
public final class StompClient implements AutoCloseable {
    private static final int MANY = 64 * 1024 * 1024;

    private final WsClient ws;
    private final Queue<StompFrame> frames = new ArrayDeque<>();
    private final StompDecoder decoder;
    private @Nullable CloseStatus closed;

    private StompClient(WsClient ws) {
        this.ws = ws;
        this.decoder = StompDecoder.ofServerFrames(new StompLimits(100, 1000, MANY, MANY, MANY), new Sink());
    }

    public static StompClient over(WsClient ws) {
        return new StompClient(ws);
    }

    /** A connected session of version 1.2 without a login. */
    public static StompClient anonymous(int port) {
        return connect(port, "");
    }

    /** A connected session of version 1.2 as the user tester. */
    public static StompClient tester(int port) {
        return connect(port, "login:tester\npasscode:tester-demo\n");
    }

    private static StompClient connect(int port, String headers) {
        return over(WsClient.over(RawClient.connect(port), "/stomp", "v12.stomp"))
                .connected(headers);
    }

    /** Sends CONNECT with these header lines and awaits CONNECTED. */
    public StompClient connected(String headers) {
        send("CONNECT\naccept-version:1.2\nhost:test\n" + headers + "\n^@");
        await(StompCommand.CONNECTED);
        return this;
    }

    public WsClient ws() {
        return ws;
    }

    public StompClient send(String frame) {
        ws.sendText(frame.replace("^@", "\0"));
        return this;
    }

    /** Subscribes and awaits the receipt; messages of a filled queue may come before it and are kept for {@link #next}. */
    public StompClient subscribe(String id, String destination) {
        send("SUBSCRIBE\nid:" + id + "\ndestination:" + destination + "\nreceipt:subscribed-" + id + "\n\n^@");
        Queue<StompFrame> early = new ArrayDeque<>();
        StompFrame frame = next();
        while (frame != null && frame.command() == StompCommand.MESSAGE) {
            early.add(frame);
            frame = next();
        }
        checkReceipt("subscribed-" + id, frame);
        early.addAll(frames);
        frames.clear();
        frames.addAll(early);
        return this;
    }

    /** The next frame; null when the connection has been closed. */
    public @Nullable StompFrame next() {
        while (frames.isEmpty()) {
            WsClient.Received received = ws.next();
            if (received == null || received.close() != null) {
                closed = received == null ? null : received.close();
                return null;
            }
            if (received.opcode() == Opcode.TEXT || received.opcode() == Opcode.BINARY) {
                decode(received.payload());
            }
        }
        return frames.remove();
    }

    /** The next frame, which must be this command. */
    public StompFrame await(StompCommand command) {
        StompFrame next = next();
        if (next == null || next.command() != command) {
            throw new AssertionError("expected " + command + " but got " + describe(next));
        }
        return next;
    }

    public StompFrame awaitReceipt(String id) {
        return checkReceipt(id, next());
    }

    private StompFrame checkReceipt(String id, @Nullable StompFrame frame) {
        if (frame == null
                || frame.command() != StompCommand.RECEIPT
                || !id.equals(frame.headers().get("receipt-id"))) {
            throw new AssertionError("expected the receipt " + id + " but got " + describe(frame));
        }
        return frame;
    }

    /** The body of the next frame, which must be a MESSAGE. */
    public String message() {
        return new String(await(StompCommand.MESSAGE).body(), UTF_8);
    }

    /** The close status after {@link #next} has answered null. */
    public @Nullable CloseStatus closed() {
        return closed;
    }

    @Override
    public void close() {
        ws.close();
    }

    private String describe(@Nullable StompFrame frame) {
        return frame == null
                ? "the end, " + closed
                : frame + " message:" + frame.headers().get("message") + " " + new String(frame.body(), UTF_8);
    }

    private void decode(byte[] payload) {
        try {
            decoder.decode(ByteBuffer.wrap(payload));
        } catch (StompViolation e) {
            throw new IllegalStateException("the server broke STOMP: " + e.rule(), e);
        }
    }

    private final class Sink implements StompSink {
        @Override
        public void onFrame(StompFrame frame) {
            frames.add(frame);
        }

        @Override
        public void onHeartBeat() {}
    }
}
