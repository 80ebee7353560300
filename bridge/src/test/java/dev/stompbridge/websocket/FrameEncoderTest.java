package dev.stompbridge.websocket;

import static dev.stompbridge.websocket.HexText.concat;
import static dev.stompbridge.websocket.HexText.hex;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §5.2, §5.3: what is written is what the examples say, and is read back as it was. */
class FrameEncoderTest {

    @Test
    void serverTextIsThatOfTheExamples() {
        ByteBuffer frame = FrameEncoder.encode(Opcode.TEXT, "Hello".getBytes(UTF_8));

        assertThat(Frames.bytes(frame)).isEqualTo(hex("81 05 48 65 6c 6c 6f"));
    }

    @Test
    void clientTextIsThatOfTheExamples() {
        ByteBuffer frame = FrameEncoder.encodeMasked(true, Opcode.TEXT, "Hello".getBytes(UTF_8), 0x37fa213d);

        assertThat(Frames.bytes(frame)).isEqualTo(hex("81 85 37 fa 21 3d 7f 9f 4d 51 58"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0          | 82 00
            125        | 82 7d
            126        | 82 7e 00 7e
            127        | 82 7e 00 7f
            65535      | 82 7e ff ff
            65536      | 82 7f 00 00 00 00 00 01 00 00
            2147483647 | 82 7f 00 00 00 00 7f ff ff ff
            """)
    void lengthTakesAsFewBytesAsItCan(int payloadBytes, String header) {
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            ByteBuffer out = ByteBuffer.allocate(16).order(order);

            FrameEncoder.putHeader(out, Opcode.BINARY, payloadBytes);

            assertThat(Frames.bytes(out.flip())).isEqualTo(hex(header));
            assertThat(FrameEncoder.headerBytes(payloadBytes)).isEqualTo(hex(header).length);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Opcode.class,
            names = {"TEXT", "BINARY", "PING", "PONG"})
    void clientFramesAreReadBackAsTheyWere(Opcode opcode) {
        for (int length : lengths(opcode)) {
            byte[] payload = ascii(length);
            byte[] frame = Frames.client(opcode, payload);

            assertThat(Replay.decode(frame)).containsExactly(Recorder.message(opcode, payload));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Opcode.class,
            names = {"TEXT", "BINARY", "PING", "PONG"})
    void serverFramesAreReadBackAsTheyWere(Opcode opcode) {
        for (int length : lengths(opcode)) {
            byte[] payload = ascii(length);
            byte[] frame = Frames.bytes(FrameEncoder.encode(opcode, payload));

            assertThat(Replay.fromServer(Replay.LIMITS).everyWay(frame))
                    .containsExactly(Recorder.message(opcode, payload));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, -1, 0x01020304, 0x80000000, 0x37fa213d})
    void everyKeyUnmasksWhatItMasked(int key) {
        byte[] payload = ascii(300);
        byte[] frame = Frames.bytes(FrameEncoder.encodeMasked(true, Opcode.TEXT, payload, key));

        assertThat(Replay.decode(frame)).containsExactly(Recorder.message(Opcode.TEXT, payload));
    }

    @Test
    void randomFragmentsAreReadBackAsOneMessage() {
        Random random = new Random(54);
        for (int round = 0; round < 20; round++) {
            byte[] payload = ascii(random.nextInt(2_000));
            byte[] frames = {};
            int from = 0;
            while (from < payload.length) {
                int to = Math.min(payload.length, from + random.nextInt(300));
                Opcode opcode = frames.length == 0 ? Opcode.TEXT : Opcode.CONTINUATION;
                frames = concat(frames, Frames.client(false, opcode, Arrays.copyOfRange(payload, from, to)));
                from = to;
            }
            frames = concat(frames, Frames.client(frames.length == 0 ? Opcode.TEXT : Opcode.CONTINUATION, new byte[0]));

            assertThat(Replay.decode(frames)).containsExactly(Recorder.message(Opcode.TEXT, payload));
        }
    }

    @Test
    void closeIsReadBackAsItWas() {
        byte[] frame = Frames.bytes(FrameEncoder.encodeClose(CloseStatus.of(CloseCode.GOING_AWAY, "ciào")));

        assertThat(Replay.fromServer(Replay.LIMITS).everyWay(frame)).containsExactly("CLOSE 1001 ciào");
    }

    @Test
    void closeWithoutStatusIsEmpty() {
        assertThat(Frames.bytes(FrameEncoder.encodeClose(CloseStatus.NO_STATUS)))
                .isEqualTo(hex("88 00"));
    }

    @Test
    void controlFramesOfMoreThan125BytesAreNotWritten() {
        byte[] payload = new byte[126];

        assertThatThrownBy(() -> FrameEncoder.encode(Opcode.PONG, payload))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fragmentsOfControlFramesAreNotWritten() {
        byte[] payload = {};

        assertThatThrownBy(() -> FrameEncoder.encodeMasked(false, Opcode.PING, payload, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void payloadThatIsEncodedStaysAsItWas() {
        byte[] payload = ascii(40);

        FrameEncoder.encodeMasked(true, Opcode.TEXT, payload, 0x01020304);
        Frames.bytes(FrameEncoder.encode(Opcode.TEXT, payload));

        assertThat(payload).isEqualTo(ascii(40));
    }

    private static int[] lengths(Opcode opcode) {
        int limit = Replay.LIMITS.maxMessageBytes();
        return opcode.isControl()
                ? new int[] {0, 1, 124, 125}
                : new int[] {0, 1, 125, 126, 127, 65535, 65536, 65537, limit};
    }

    private static byte[] ascii(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (' ' + i % 95);
        }
        return bytes;
    }
}
