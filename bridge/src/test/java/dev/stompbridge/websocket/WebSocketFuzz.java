package dev.stompbridge.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.stompbridge.fuzz.FuzzInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames and messages, whatever they are and however they are cut; the JDK says what is UTF-8. */
class WebSocketFuzz {
    private static final List<WebSocketLimits> LIMITS = List.of(
            new WebSocketLimits(4_096, 8_192), new WebSocketLimits(130, 200), new WebSocketLimits(70_000, 100_000));

    /** As in {@link MutationTest}, with room for what the recorder writes down. */
    private static final int ALLOCATED_PER_BYTE = 64;

    private static final int ALLOCATED_AT_LEAST = 8_192;

    /** From this choice on frames are a server's. */
    private static final int FROM_SERVER = 128;

    private static final int MASKING_KEY = 0x1234_5678;

    static Stream<byte[]> frames() throws IOException {
        return Corpus.cases().stream()
                .filter(file -> file.bytes().length < 100_000)
                .map(file ->
                        FuzzInput.seed(file.replay().isOfClientWithUsualLimits() ? 0 : FROM_SERVER + 1, file.bytes()));
    }

    static Stream<byte[]> texts() {
        return Stream.of("", "SEND\n\n\0", "1€ = 1,10 $", "\uD83D\uDE00 smile", "\u0000\uFFFF")
                .flatMap(text -> Stream.of(FuzzInput.seed(0, text), FuzzInput.seed(2, text)));
    }

    @MethodSource("frames")
    @FuzzTest
    void framesMeanTheSameHoweverTheyAreCut(byte[] data) throws Exception {
        FuzzInput input = FuzzInput.of(data);
        WebSocketLimits limits = input.oneOf(LIMITS);
        Peer peer = new Peer(limits, input.choice() < FROM_SERVER);

        List<String> whole = peer.decode(input.bytes());

        assertThat(peer.decode(input.bytes(), input.cut())).isEqualTo(whole);
        assertThat(peer.decode(input.bytes(), input.cutsEverywhere())).isEqualTo(whole);
        takesMemoryInProportion(peer, input.bytes());
    }

    @MethodSource("texts")
    @FuzzTest
    void fragmentedTextArrivesIfAndOnlyIfItIsUtf8(byte[] data) {
        FuzzInput input = FuzzInput.of(data);
        byte[] text = input.bytes();
        Peer peer = new Peer(LIMITS.get(2), true);

        List<String> events = peer.decode(inFragments(text, 1 + input.cutAt(), input.choice() % 3 == 0));

        events.removeIf(event -> event.startsWith("PING"));
        String expected = isUtf8(text)
                ? Recorder.message(Opcode.TEXT, text)
                : Recorder.fail(CloseCode.INVALID_PAYLOAD_DATA, "a text message must be valid UTF-8 (§8.1)");
        assertThat(events).containsExactly(expected);
    }

    @MethodSource("texts")
    @FuzzTest
    void validatorAgreesWithTheJdk(byte[] data) {
        FuzzInput input = FuzzInput.of(data);
        byte[] bytes = input.bytes();
        boolean valid = isUtf8(bytes);

        assertThat(Utf8Validator.isValid(bytes, 0, bytes.length)).isEqualTo(valid);
        assertThat(validInPieces(bytes, input.cut())).isEqualTo(valid);
        assertThat(validInPieces(bytes, input.cutsEverywhere())).isEqualTo(valid);
    }

    private static boolean validInPieces(byte[] bytes, int... cuts) {
        Utf8Validator utf8 = new Utf8Validator();
        int from = 0;
        for (int cut : cuts) {
            if (!utf8.accept(bytes, from, cut)) {
                return false;
            }
            from = cut;
        }
        return utf8.accept(bytes, from, bytes.length) && utf8.atCharacterBorder();
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }

    private static byte[] inFragments(byte[] text, int fragmentBytes, boolean pings) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int from = 0;
        do {
            int to = Math.min(text.length, from + fragmentBytes);
            Opcode opcode = from == 0 ? Opcode.TEXT : Opcode.CONTINUATION;
            byte[] fragment = Arrays.copyOfRange(text, from, to);
            out.writeBytes(FrameEncoder.encodeMasked(to == text.length, opcode, fragment, MASKING_KEY)
                    .array());
            if (pings) {
                out.writeBytes(FrameEncoder.encodeMasked(true, Opcode.PING, new byte[0], 0)
                        .array());
            }
            from = to;
        } while (from < text.length);
        return out.toByteArray();
    }

    /** Measured again before it counts, for the first time also loads classes. */
    private static void takesMemoryInProportion(Peer peer, byte[] bytes) throws Exception {
        long bound = ALLOCATED_AT_LEAST + (long) ALLOCATED_PER_BYTE * bytes.length;
        long allocated = peer.allocated(bytes);
        for (int again = 0; again < 5 && allocated > bound; again++) {
            allocated = peer.allocated(bytes);
        }
        assertThat(allocated).isLessThanOrEqualTo(bound);
    }

    /** Decodes with a new decoder each time. */
    private record Peer(WebSocketLimits limits, boolean fromClient) {

        /** What is delivered, with the violation behind it; after that and after a close nothing may come. */
        List<String> decode(byte[] bytes, int... cuts) {
            Recorder recorder = new Recorder();
            Bounded sink = new Bounded(recorder, limits);
            WebSocketDecoder decoder = decoder(sink);
            int from = 0;
            for (int i = 0; i <= cuts.length; i++) {
                int to = i < cuts.length ? cuts[i] : bytes.length;
                ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from);
                try {
                    decoder.decode(in);
                } catch (WebSocketViolation violation) {
                    sink.check(true);
                    sink.over = true;
                    recorder.onViolation(violation);
                }
                if (in.hasRemaining()) {
                    throw new AssertionError("bytes left");
                }
                from = to;
            }
            return new ArrayList<>(recorder.events());
        }

        long allocated(byte[] bytes) throws Exception {
            WebSocketDecoder decoder = decoder(new Counter());
            return Allocation.of(() -> {
                try {
                    decoder.decode(ByteBuffer.wrap(bytes));
                } catch (WebSocketViolation refused) {
                    // as expected of many
                }
            });
        }

        private WebSocketDecoder decoder(MessageSink sink) {
            return fromClient ? new WebSocketDecoder(limits, sink) : WebSocketDecoder.ofServerFrames(limits, sink);
        }
    }

    /** Passes on what keeps the promises of {@link MessageSink}. */
    private static final class Bounded implements MessageSink {
        private final MessageSink next;
        private final WebSocketLimits limits;
        private boolean over;

        Bounded(MessageSink next, WebSocketLimits limits) {
            this.next = next;
            this.limits = limits;
        }

        @Override
        public void onMessage(Opcode textOrBinary, byte[] payload) {
            check(payload.length <= limits.maxMessageBytes());
            check(textOrBinary == Opcode.BINARY || (textOrBinary == Opcode.TEXT && isUtf8(payload)));
            next.onMessage(textOrBinary, payload);
        }

        @Override
        public void onPing(byte[] payload) {
            check(payload.length <= FrameHeader.MAX_CONTROL_BYTES);
            next.onPing(payload);
        }

        @Override
        public void onPong(byte[] payload) {
            check(payload.length <= FrameHeader.MAX_CONTROL_BYTES);
            next.onPong(payload);
        }

        @Override
        public void onClose(CloseStatus status) {
            check(status.equals(CloseStatus.NO_STATUS) || CloseCode.mayBeSent(status.code()));
            over = true;
            next.onClose(status);
        }

        private void check(boolean kept) {
            if (!kept || over) {
                throw new AssertionError("a promise of the sink is broken");
            }
        }
    }
}
