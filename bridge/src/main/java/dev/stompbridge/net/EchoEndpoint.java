package dev.stompbridge.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stompbridge.fanout.FrameBytes;
import dev.stompbridge.security.SessionRates;
import dev.stompbridge.session.Arrival;
import dev.stompbridge.session.Disconnect;
import dev.stompbridge.session.Outbound;
import dev.stompbridge.websocket.Opcode;
import dev.stompbridge.websocket.WebSocketLimits;
import java.util.List;

/**
 * Sends back what it gets: with {@code echo: } before each text, or unchanged. A peer that sends faster than it reads is
 * slowed down.
 */
public final class EchoEndpoint implements Endpoint {
    private static final int TEXT_BYTES = 64 * 1024;
    private static final int RAW_BYTES = 16 * 1024 * 1024;

    /** What the answers to one read of the smallest messages cost: several times that read's 64 KiB. */
    private static final int ANSWERS_TO_ONE_READ = 512 * 1024;

    private static final byte[] PREFIX = "echo: ".getBytes(UTF_8);

    private final boolean raw;
    private final Bounds bounds;

    private EchoEndpoint(boolean raw, int maxBytes) {
        this.raw = raw;
        this.bounds =
                Bounds.withoutLogin(new WebSocketLimits(maxBytes, maxBytes), 2 * (maxBytes + ANSWERS_TO_ONE_READ));
    }

    /** Answers each text with {@code echo: } and the text; binary messages are refused. */
    public static EchoEndpoint prefixed() {
        return new EchoEndpoint(false, TEXT_BYTES);
    }

    /** Answers text and binary messages of up to 16 MiB unchanged, as conformance suites expect. */
    public static EchoEndpoint unchanged() {
        return new EchoEndpoint(true, RAW_BYTES);
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
        return new Echo(out);
    }

    private final class Echo implements Conversation {
        private final Outbound out;

        private Echo(Outbound out) {
            this.out = out;
        }

        @Override
        public boolean onMessage(Opcode opcode, byte[] payload) {
            if (raw) {
                out.send(FrameBytes.frame(opcode, payload));
            } else if (opcode == Opcode.TEXT) {
                byte[] answer = new byte[PREFIX.length + payload.length];
                System.arraycopy(PREFIX, 0, answer, 0, PREFIX.length);
                System.arraycopy(payload, 0, answer, PREFIX.length, payload.length);
                out.send(FrameBytes.frame(opcode, answer));
            } else {
                out.end(Disconnect.UNSUPPORTED_DATA);
            }
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
        public void onWritten(long position) {
            out.resumeReading();
        }

        @Override
        public void onClosed() {}

        @Override
        public boolean isFlooded() {
            return !out.hasRoom(1);
        }
    }
}
