package dev.stompbridge.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stompbridge.stomp.StompDecoder;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompHeaders;
import dev.stompbridge.stomp.StompLimits;
import dev.stompbridge.stomp.StompSink;
import dev.stompbridge.stomp.StompViolation;
import dev.stompbridge.websocket.CloseStatus;
import dev.stompbridge.websocket.MessageSink;
import dev.stompbridge.websocket.Opcode;
import dev.stompbridge.websocket.WebSocketDecoder;
import dev.stompbridge.websocket.WebSocketLimits;
import dev.stompbridge.websocket.WebSocketViolation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One outbox and the browser behind it, which reads when the test says so. */
final class Browser implements Outbox.Sink {
    private static final int MANY = 64 * 1024 * 1024;

    /** A MESSAGE that was read, and when it had left; a sequence of 0 if it has none. */
    record Seen(String subscription, String body, long sequence, int skipped, long at) {}

    private final Bench bench;
    private final Outbox outbox;
    private final WebSocketDecoder frames =
            WebSocketDecoder.ofServerFrames(new WebSocketLimits(MANY, MANY), new Messages());
    private final StompDecoder stomp =
            StompDecoder.ofServerFrames(new StompLimits(100, 100, MANY, MANY, MANY), new Frames());
    private final List<Seen> seen = new ArrayList<>();
    private final List<Boolean> overflows = new ArrayList<>();
    private @Nullable ByteBuffer inFlight;
    private long leftAt;

    Browser(Bench bench, int maxBytes) {
        this.bench = bench;
        this.outbox = new Outbox(this, maxBytes, bench.outboxes());
    }

    Outbox outbox() {
        return outbox;
    }

    @Override
    public void write(ByteBuffer bytes) {
        if (inFlight != null) {
            throw new AssertionError("two writes at once");
        }
        inFlight = bytes;
        leftAt = bench.now();
    }

    @Override
    public void overflowed(boolean all) {
        overflows.add(all);
    }

    /** What the outbox was ended for: true if all together held too much. */
    List<Boolean> overflows() {
        return overflows;
    }

    /** Reads what is in flight; false if nothing is. */
    boolean read() {
        ByteBuffer arrived = inFlight;
        if (arrived == null) {
            return false;
        }
        inFlight = null;
        try {
            frames.decode(arrived);
        } catch (WebSocketViolation e) {
            throw new AssertionError("the outbox broke RFC 6455", e);
        }
        outbox.written();
        return true;
    }

    /** Reads until nothing is in flight; answers everything that was read since the beginning. */
    List<Seen> readAll() {
        boolean more = true;
        while (more) {
            more = read();
        }
        return seen;
    }

    List<String> bodies() {
        return readAll().stream().map(Seen::body).toList();
    }

    private final class Messages implements MessageSink {
        @Override
        public void onMessage(Opcode opcode, byte[] payload) {
            try {
                stomp.decode(ByteBuffer.wrap(payload));
            } catch (StompViolation e) {
                throw new AssertionError("the outbox broke STOMP", e);
            }
        }

        @Override
        public void onPing(byte[] payload) {}

        @Override
        public void onPong(byte[] payload) {}

        @Override
        public void onClose(CloseStatus status) {}
    }

    private final class Frames implements StompSink {
        @Override
        public void onFrame(StompFrame frame) {
            StompHeaders headers = frame.headers();
            seen.add(new Seen(
                    String.valueOf(headers.get("subscription")),
                    new String(frame.body(), UTF_8),
                    number(headers.get("x-seq")),
                    (int) number(headers.get("x-skipped")),
                    leftAt));
        }

        @Override
        public void onHeartBeat() {}
    }

    private static long number(@Nullable String text) {
        return text == null ? 0 : Long.parseLong(text);
    }
}
