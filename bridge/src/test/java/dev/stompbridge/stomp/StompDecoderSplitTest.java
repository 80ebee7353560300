package dev.stompbridge.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a decoder finds depends neither on how the bytes are split nor on the kind of buffer. */
class StompDecoderSplitTest {
    private static final byte[] CONVERSATION =
            CaretNotation.bytes("CONNECT\r\naccept-version:1.1,1.2\r\nhost:h\r\n\r\n^@\r\n"
                    + "SUBSCRIBE\nid:sub-0\ndestination:/topic/stock.>\n\n^@\n\n\n"
                    + "SEND\ndestination:/queue/a\\cb\ncontent-length:9\n\n^@^@SEND\n^@^M^@"
                    + "SEND\ndestination:/queue/é\n\nunbounded €^@SEND\n\n^@\r\n"
                    + "DISCONNECT\nreceipt:77\n\n^@\n");

    @Test
    void conversationIsTheSameAtEveryCut() {
        Decoding.Outcome outcome = Decoding.FROM_CLIENT.atEveryCut(CONVERSATION);

        assertThat(outcome.heartBeat()).isTrue();
        assertThat(outcome.lines())
                .containsExactly(
                        "CONNECT {accept-version=1.1,1.2, host=h}",
                        "SUBSCRIBE {id=sub-0, destination=/topic/stock.>}",
                        "SEND {destination=/queue/a:b, content-length=9} ^@^@SEND^J^@^M",
                        "SEND {destination=/queue/^xC3^xA9} unbounded ^xE2^x82^xAC",
                        "SEND {}",
                        "DISCONNECT {receipt=77}");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void conversationIsTheSameAtRandomCuts(long seed) {
        Random random = new Random(seed);
        Decoding.Outcome whole = Decoding.FROM_CLIENT.whole(CONVERSATION);

        for (int i = 0; i < 500; i++) {
            assertThat(Decoding.FROM_CLIENT.atRandomCuts(CONVERSATION, random)).isEqualTo(whole);
        }
    }

    @Test
    void directAndReadOnlyBuffersAreReadAsWell() throws StompViolation {
        ByteBuffer direct = ByteBuffer.allocateDirect(CONVERSATION.length);
        direct.put(CONVERSATION).flip();
        Decoding.Recorder fromDirect = new Decoding.Recorder();
        Decoding.Recorder fromReadOnly = new Decoding.Recorder();

        new StompDecoder(Decoding.LIMITS, fromDirect).decode(direct);
        new StompDecoder(Decoding.LIMITS, fromReadOnly)
                .decode(ByteBuffer.wrap(CONVERSATION).asReadOnlyBuffer());

        assertThat(fromDirect.frames).hasSize(6).isEqualTo(fromReadOnly.frames);
    }

    @Test
    void bytesOutsideTheBufferAreNotTouched() throws StompViolation {
        ByteBuffer in = ByteBuffer.wrap(CaretNotation.bytes("xxBEGIN\n\n^@yy"));
        in.position(2).limit(in.capacity() - 2);
        Decoding.Recorder recorder = new Decoding.Recorder();

        new StompDecoder(Decoding.LIMITS, recorder).decode(in);

        assertThat(recorder.frames).hasSize(1);
        assertThat(in.position()).isEqualTo(in.limit());
    }

    @Test
    void bodyIsNotTheBufferItCameIn() throws StompViolation {
        byte[] bytes = CaretNotation.bytes("SEND\ncontent-length:4\n\nbody^@");
        Decoding.Recorder recorder = new Decoding.Recorder();
        new StompDecoder(Decoding.LIMITS, recorder).decode(ByteBuffer.wrap(bytes));

        Arrays.fill(bytes, (byte) 'x');

        assertThat(recorder.frames.get(0).body()).asString().isEqualTo("body");
    }

    @Test
    void corruptDecoderDiscardsWhatFollows() throws StompViolation {
        Decoding.Recorder recorder = new Decoding.Recorder();
        StompDecoder decoder = new StompDecoder(Decoding.LIMITS, recorder);
        assertThatThrownBy(() -> decoder.decode(ByteBuffer.wrap(CaretNotation.bytes("NONSENSE\n"))))
                .isInstanceOfSatisfying(StompViolation.class, violation -> {
                    assertThat(violation.rule()).isEqualTo(violation.getMessage());
                    assertThat(violation.getStackTrace()).isEmpty();
                });

        ByteBuffer later = ByteBuffer.wrap(CaretNotation.bytes("\n\nBEGIN\n\n^@NONSENSE\n"));
        decoder.decode(later);

        assertThat(later.hasRemaining()).isFalse();
        assertThat(recorder.frames).isEmpty();
        assertThat(recorder.heartBeats).isZero();
    }
}
