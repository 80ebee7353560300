package dev.stompbridge.websocket;

import static dev.stompbridge.websocket.HexText.concat;
import static dev.stompbridge.websocket.HexText.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §7.4.1, 1009, and §10.4: limits on frames and messages. */
class LimitsTest {

    private static final String FRAME_LIMIT = "FAIL 1009 the frame is longer than the limit (§7.4.1)";
    private static final String MESSAGE_LIMIT = "FAIL 1009 the message is longer than the limit (§7.4.1)";

    @ParameterizedTest
    @ValueSource(ints = {1, 124, 125, 126, 127, 65535, 65536, 100_000})
    void frameOfTheLimitIsTheLongest(int limit) {
        Replay replay = Replay.fromClient(new WebSocketLimits(limit, 200_000));

        assertThat(replay.everyWay(Frames.client(Opcode.BINARY, new byte[limit])))
                .containsExactly(Recorder.message(Opcode.BINARY, new byte[limit]));
        assertThat(replay.everyWay(Frames.client(Opcode.BINARY, new byte[limit + 1])))
                .containsExactly(FRAME_LIMIT);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 125, 126, 65535, 65536, 100_000})
    void messageOfTheLimitIsTheLongest(int limit) {
        Replay replay = Replay.fromClient(new WebSocketLimits(200_000, limit));

        assertThat(replay.everyWay(Frames.client(Opcode.BINARY, new byte[limit])))
                .containsExactly(Recorder.message(Opcode.BINARY, new byte[limit]));
        assertThat(replay.everyWay(Frames.client(Opcode.BINARY, new byte[limit + 1])))
                .containsExactly(MESSAGE_LIMIT);
    }

    @ParameterizedTest
    @CsvSource({"10, 0, 10", "0, 10, 10", "5, 5, 10", "1, 9, 10", "70000, 1, 70001", "300, 300, 600"})
    void fragmentsTogetherHaveTheLimitOfAMessage(int first, int second, int limit) {
        byte[] begin = Frames.client(false, Opcode.BINARY, new byte[first]);
        byte[] end = concat(begin, Frames.client(Opcode.CONTINUATION, new byte[second]));

        assertThat(Replay.fromClient(new WebSocketLimits(100_000, limit)).everyWay(end))
                .containsExactly(Recorder.message(Opcode.BINARY, new byte[first + second]));
        if (second > 0) {
            assertThat(Replay.fromClient(new WebSocketLimits(100_000, limit - 1))
                            .everyWay(end))
                    .containsExactly(MESSAGE_LIMIT);
        }
    }

    @Test
    void sumThatOverflowsAnIntIsRefused() {
        int most = Integer.MAX_VALUE - 64;
        byte[] frames = hex("02 fd 00*4 00*125", "00 ff 00 00 00 00 7f ff ff bf 00*4");

        assertThat(Replay.fromClient(new WebSocketLimits(most, most)).everyWay(frames))
                .containsExactly(MESSAGE_LIMIT);
    }

    @Test
    void tooLongFrameIsRefusedBeforeItsPayload() {
        byte[] header = hex("82 fe 00 7f 00*4");

        assertThat(Replay.fromClient(new WebSocketLimits(126, 1000)).everyWay(header))
                .containsExactly(FRAME_LIMIT);
    }

    @Test
    void messagesBeforeTheTooLongOneAreDelivered() {
        byte[] frames = hex("82 82 00*4 01 02", "82 83 00*4 01 02 03");

        assertThat(Replay.fromClient(new WebSocketLimits(2, 2)).everyWay(frames))
                .containsExactly("BINARY 0102", FRAME_LIMIT);
    }

    @Test
    void limitCountsEachMessageAnew() {
        byte[] twice = concat(hex("02 81 00*4 01", "80 81 00*4 02"), hex("02 81 00*4 03", "80 81 00*4 04"));

        assertThat(Replay.fromClient(new WebSocketLimits(2, 2)).everyWay(twice))
                .containsExactly("BINARY 0102", "BINARY 0304");
    }

    @Test
    void raisedLimitsHoldFromTheNextHeaderInTheSameBuffer() throws Exception {
        byte[] frames = hex("82 82 00*4 01 02", "82 83 00*4 01 02 03");
        Raising sink = new Raising(new WebSocketLimits(3, 3));
        WebSocketDecoder decoder = new WebSocketDecoder(new WebSocketLimits(2, 2), sink);
        sink.decoder = decoder;

        decoder.decode(ByteBuffer.wrap(frames));

        assertThat(sink.lengths).containsExactly(2, 3);
    }

    @Test
    void frameThatHasBegunKeepsTheLimitsOfItsHeader() throws Exception {
        Recorder recorder = new Recorder();
        WebSocketDecoder decoder = new WebSocketDecoder(new WebSocketLimits(4, 4), recorder);
        decoder.decode(ByteBuffer.wrap(hex("82 84 00*4 01 02")));

        decoder.limits(new WebSocketLimits(1, 1));
        decoder.decode(ByteBuffer.wrap(hex("03 04")));

        assertThat(recorder.events()).containsExactly("BINARY 01020304");
        assertThatThrownBy(() -> decoder.decode(ByteBuffer.wrap(hex("82 82 00*4"))))
                .isInstanceOf(WebSocketViolation.class)
                .hasMessage("the frame is longer than the limit (§7.4.1)");
    }

    @Test
    void messageThatHasBegunCountsWholeTowardsNewLimits() throws Exception {
        WebSocketDecoder decoder = new WebSocketDecoder(new WebSocketLimits(2, 2), new Recorder());
        decoder.decode(ByteBuffer.wrap(hex("02 82 00*4 01 02")));

        decoder.limits(new WebSocketLimits(3, 3));

        assertThatThrownBy(() -> decoder.decode(ByteBuffer.wrap(hex("80 82 00*4 03 04"))))
                .isInstanceOf(WebSocketViolation.class)
                .hasMessage("the message is longer than the limit (§7.4.1)");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "-1, 1", "1, -1", "2147483647, 1", "1, 2147483647"})
    void limitsOutOfRangeAreNoLimits(int maxFrameBytes, int maxMessageBytes) {
        assertThatThrownBy(() -> new WebSocketLimits(maxFrameBytes, maxMessageBytes))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Raises the limits at its first message, as a session does when its peer has logged in. */
    private static final class Raising implements MessageSink {

        private final WebSocketLimits raised;
        private final List<Integer> lengths = new ArrayList<>();
        private @Nullable WebSocketDecoder decoder;

        Raising(WebSocketLimits raised) {
            this.raised = raised;
        }

        @Override
        public void onMessage(Opcode textOrBinary, byte[] payload) {
            lengths.add(payload.length);
            Objects.requireNonNull(decoder).limits(raised);
        }

        @Override
        public void onPing(byte[] payload) {}

        @Override
        public void onPong(byte[] payload) {}

        @Override
        public void onClose(CloseStatus status) {}
    }
}
