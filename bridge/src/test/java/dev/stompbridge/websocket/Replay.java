package dev.stompbridge.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Feeds the same bytes to fresh decoders, split in many ways and in all kinds of buffers, and insists that the outcome
 * is always the same, that each buffer is used up, and that nothing comes after a close frame or a violation.
 */
final class Replay {

    static final WebSocketLimits LIMITS = new WebSocketLimits(1 << 20, 1 << 20);

    /** Up to here every split in two is tried, above a sample. */
    private static final int EVERY_SPLIT_BYTES = 400;

    private static final int SAMPLED_SPLITS = 60;

    private final boolean fromClient;
    private final WebSocketLimits limits;

    private Replay(boolean fromClient, WebSocketLimits limits) {
        this.fromClient = fromClient;
        this.limits = limits;
    }

    static Replay fromClient(WebSocketLimits limits) {
        return new Replay(true, limits);
    }

    static Replay fromServer(WebSocketLimits limits) {
        return new Replay(false, limits);
    }

    boolean isOfClientWithUsualLimits() {
        return fromClient && limits.equals(LIMITS);
    }

    /** What a server decodes of these bytes: events in the words of {@link Recorder}. */
    static List<String> decode(byte[] bytes) {
        return fromClient(LIMITS).everyWay(bytes);
    }

    /** The index of the byte at which a violation is noticed, or -1. */
    static int failsAt(byte[] bytes) {
        WebSocketDecoder decoder = new WebSocketDecoder(LIMITS, new Recorder());
        for (int i = 0; i < bytes.length; i++) {
            try {
                decoder.decode(ByteBuffer.wrap(bytes, i, 1));
            } catch (WebSocketViolation violation) {
                return i;
            }
        }
        return -1;
    }

    List<String> everyWay(byte[] bytes) {
        List<String> whole = inPieces(bytes);
        for (int split : splits(bytes.length)) {
            assertThat(inPieces(bytes, split)).as("split at %d", split).isEqualTo(whole);
        }
        int[] everyByte = IntStream.range(1, Math.max(1, bytes.length)).toArray();
        assertThat(inPieces(bytes, everyByte)).as("byte by byte").isEqualTo(whole);
        return whole;
    }

    /** The outcome when the bytes come split at these rising indices. */
    List<String> inPieces(byte[] bytes, int... splits) {
        Recorder recorder = new Recorder();
        WebSocketDecoder decoder = decoder(recorder);
        int from = 0;
        for (int i = 0; i <= splits.length; i++) {
            int to = i < splits.length ? splits[i] : bytes.length;
            feed(decoder, buffer(bytes, from, to, i), recorder);
            from = to;
        }
        assertNothingFollows(decoder, recorder);
        return recorder.events();
    }

    WebSocketDecoder decoder(MessageSink sink) {
        return fromClient ? new WebSocketDecoder(limits, sink) : WebSocketDecoder.ofServerFrames(limits, sink);
    }

    private static void feed(WebSocketDecoder decoder, ByteBuffer in, Recorder recorder) {
        try {
            decoder.decode(in);
        } catch (WebSocketViolation violation) {
            recorder.onViolation(violation);
        }
        assertThat(in.hasRemaining()).as("bytes left").isFalse();
    }

    private void assertNothingFollows(WebSocketDecoder decoder, Recorder recorder) {
        List<String> events = recorder.events();
        String last = events.isEmpty() ? "" : events.get(events.size() - 1);
        if (last.startsWith("FAIL") || last.startsWith("CLOSE")) {
            List<String> before = new ArrayList<>(events);
            byte[] payload = {};
            feed(decoder, FrameEncoder.encodeMasked(true, Opcode.PING, payload, 1), recorder);
            feed(decoder, FrameEncoder.encode(Opcode.PING, payload), recorder);
            assertThat(events).isEqualTo(before);
        }
    }

    /** Heap, direct, or read-only in the middle of another one, by turns. */
    private static ByteBuffer buffer(byte[] bytes, int from, int to, int turn) {
        return switch (turn % 3) {
            case 0 -> ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, to));
            case 1 ->
                ByteBuffer.allocateDirect(to - from).put(bytes, from, to - from).flip();
            default -> ByteBuffer.wrap(bytes, from, to - from).slice().asReadOnlyBuffer();
        };
    }

    private static int[] splits(int length) {
        if (length <= EVERY_SPLIT_BYTES) {
            return IntStream.range(0, length).toArray();
        }
        IntStream edges = IntStream.concat(IntStream.range(0, 20), IntStream.range(length - 20, length));
        IntStream inside = new Random(length).ints(SAMPLED_SPLITS, 20, length - 20);
        return IntStream.concat(edges, inside).toArray();
    }
}
