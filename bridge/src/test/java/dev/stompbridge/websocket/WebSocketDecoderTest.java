package dev.stompbridge.websocket;

import static dev.stompbridge.websocket.HexText.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** The life of a decoder. */
class WebSocketDecoderTest {

    private final Recorder recorder = new Recorder();
    private final WebSocketDecoder decoder = new WebSocketDecoder(Replay.LIMITS, recorder);

    @Test
    void violationIsThrownOnceAndEverythingAfterItIsDiscarded() throws Exception {
        ByteBuffer bad = ByteBuffer.wrap(hex("81 81 00*4 61", "83 80", "89 80 00*4"));
        assertThatThrownBy(() -> decoder.decode(bad)).isInstanceOfSatisfying(WebSocketViolation.class, violation -> {
            assertThat(violation.code()).isEqualTo(CloseCode.PROTOCOL_ERROR);
            assertThat(violation.rule()).isEqualTo("this opcode is reserved (§5.2)");
        });
        ByteBuffer good = ByteBuffer.wrap(hex("81 81 00*4 62"));

        decoder.decode(good);

        assertThat(bad.hasRemaining()).isFalse();
        assertThat(good.hasRemaining()).isFalse();
        assertThat(recorder.events()).containsExactly("TEXT a");
    }

    @Test
    void bytesOutsideOfTheBuffersWindowAreNotTouched() throws Exception {
        ByteBuffer in = ByteBuffer.wrap(hex("ff ff", "81 81 00*4 61", "ff ff"))
                .position(2)
                .limit(9);

        decoder.decode(in);

        assertThat(in.position()).isEqualTo(9);
        assertThat(recorder.events()).containsExactly("TEXT a");
    }

    @Test
    void bytesThatAreDecodedStayAsTheyWere() throws Exception {
        byte[] frame = hex("81 85 37 fa 21 3d 7f 9f 4d 51 58");
        byte[] before = frame.clone();

        decoder.decode(ByteBuffer.wrap(frame));

        assertThat(frame).isEqualTo(before);
    }

    @Test
    void emptyBufferIsNothing() throws Exception {
        decoder.decode(ByteBuffer.allocate(0));

        assertThat(recorder.events()).isEmpty();
    }

    @Test
    void sinkThatThrowsDoesNotSpoilWhatFollows() throws Exception {
        Faulty sink = new Faulty();
        WebSocketDecoder other = new WebSocketDecoder(Replay.LIMITS, sink);
        ByteBuffer in = ByteBuffer.wrap(hex("81 81 00*4 61", "81 81 00*4 62"));
        assertThatThrownBy(() -> other.decode(in)).isInstanceOf(IllegalStateException.class);

        other.decode(in);

        assertThat(sink.recorder.events()).containsExactly("TEXT b");
    }

    /** Fails at its first message. */
    private static final class Faulty implements MessageSink {

        private final Recorder recorder = new Recorder();
        private boolean failed;

        @Override
        public void onMessage(Opcode textOrBinary, byte[] payload) {
            if (!failed) {
                failed = true;
                throw new IllegalStateException("a fault of the sink");
            }
            recorder.onMessage(textOrBinary, payload);
        }

        @Override
        public void onPing(byte[] payload) {}

        @Override
        public void onPong(byte[] payload) {}

        @Override
        public void onClose(CloseStatus status) {}
    }
}
