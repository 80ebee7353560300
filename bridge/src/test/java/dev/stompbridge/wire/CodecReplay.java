package dev.stompbridge.wire;

import dev.stompbridge.stomp.CaretNotation;
import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompDecoder;
import dev.stompbridge.stomp.StompEncoder;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompLimits;
import dev.stompbridge.stomp.StompSink;
import dev.stompbridge.stomp.StompVersion;
import dev.stompbridge.stomp.StompViolation;
import dev.stompbridge.websocket.CloseStatus;
import dev.stompbridge.websocket.FrameEncoder;
import dev.stompbridge.websocket.MessageSink;
import dev.stompbridge.websocket.Opcode;
import dev.stompbridge.websocket.WebSocketDecoder;
import dev.stompbridge.websocket.WebSocketLimits;
import dev.stompbridge.websocket.WebSocketViolation;
import dev.stompbridge.wire.WireScript.Kind;
import dev.stompbridge.wire.WireScript.Step;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** One client's side of a script without a socket: its masked WebSocket frames through both decoders. */
final class CodecReplay {
    private static final int MASK = 0x37fa213d;
    private static final WebSocketLimits MESSAGES = new WebSocketLimits(1 << 20, 1 << 20);
    private static final StompLimits FRAMES = new StompLimits(16, 64, 8 * 1024, 16 * 1024, 1 << 20);

    private final byte[] wire;

    private CodecReplay(byte[] wire) {
        this.wire = wire;
    }

    static CodecReplay of(List<Step> steps) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        for (Step step : steps) {
            if (step.kind() == Kind.SEND) {
                ByteBuffer frame = FrameEncoder.encodeMasked(true, Opcode.BINARY, step.bytes(), MASK);
                while (frame.hasRemaining()) {
                    wire.write(frame.get());
                }
            }
        }
        return new CodecReplay(wire.toByteArray());
    }

    /** What the client said: a line per frame, and the rule that it broke, if any. */
    List<String> whole() {
        return inPieces(wire.length);
    }

    /** The same for each cut in two, and byte by byte. */
    List<List<String>> atEveryCut() {
        List<List<String>> outcomes = new ArrayList<>(
                IntStream.range(1, wire.length).mapToObj(this::inPieces).toList());
        outcomes.add(inPieces(IntStream.rangeClosed(1, wire.length).toArray()));
        return outcomes;
    }

    /** Pieces that end at these indices; what is left is the last piece. */
    private List<String> inPieces(int... ends) {
        Listener listener = new Listener();
        WebSocketDecoder decoder = new WebSocketDecoder(MESSAGES, listener);
        int from = 0;
        for (int end : ends) {
            decode(decoder, ByteBuffer.wrap(wire, from, end - from));
            from = end;
        }
        decode(decoder, ByteBuffer.wrap(wire, from, wire.length - from));
        return listener.events;
    }

    private static void decode(WebSocketDecoder decoder, ByteBuffer piece) {
        try {
            decoder.decode(piece);
        } catch (WebSocketViolation e) {
            throw new IllegalStateException("a script keeps RFC 6455", e);
        }
    }

    /** A frame of the server as the script has it, and as the encoder writes what it means. */
    record ServerFrame(String written, String encoded) {}

    /** The version is that of the CONNECTED before a frame; until then 1.0, which escapes nothing. */
    static List<ServerFrame> serverFrames(List<Step> steps) throws StompViolation {
        List<ServerFrame> frames = new ArrayList<>();
        List<StompFrame> decoded = new ArrayList<>();
        StompDecoder decoder = StompDecoder.ofServerFrames(FRAMES, sink(decoded));
        StompVersion version = StompVersion.V1_0;
        for (Step step : steps) {
            decoded.clear();
            if (step.kind() == Kind.EXPECT) {
                decoder.decode(ByteBuffer.wrap(step.sample()));
            }
            for (StompFrame frame : decoded) {
                version = versionAfter(frame, version);
                frames.add(new ServerFrame(
                        CaretNotation.text(step.sample()), CaretNotation.text(StompEncoder.encode(frame, version))));
            }
        }
        return frames;
    }

    private static StompVersion versionAfter(StompFrame frame, StompVersion before) {
        String named =
                frame.command() == StompCommand.CONNECTED ? frame.headers().get("version") : null;
        StompVersion version = named == null ? null : StompVersion.of(named);
        return version == null ? before : version;
    }

    private static StompSink sink(List<StompFrame> frames) {
        return new StompSink() {
            @Override
            public void onFrame(StompFrame frame) {
                frames.add(frame);
            }

            @Override
            public void onHeartBeat() {
                // No frame: nothing to compare.
            }
        };
    }

    /** Writes down frames and the rule that was broken; heart-beats are told apart by nobody. */
    private static final class Listener implements MessageSink, StompSink {
        private final List<String> events = new ArrayList<>();
        private final StompDecoder decoder = new StompDecoder(FRAMES, this);

        @Override
        public void onMessage(Opcode opcode, byte[] payload) {
            try {
                decoder.decode(ByteBuffer.wrap(payload));
            } catch (StompViolation e) {
                events.add("! " + e.rule());
            }
        }

        @Override
        public void onFrame(StompFrame frame) {
            StringBuilder line = new StringBuilder(frame.command().name());
            frame.headers().forEach(header -> line.append(' ').append(header));
            events.add(line + " " + CaretNotation.text(frame.body()));
        }

        @Override
        public void onHeartBeat() {}

        @Override
        public void onPing(byte[] payload) {}

        @Override
        public void onPong(byte[] payload) {}

        @Override
        public void onClose(CloseStatus status) {}
    }
}
