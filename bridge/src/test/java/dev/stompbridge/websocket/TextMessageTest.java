package dev.stompbridge.websocket;

import static dev.stompbridge.websocket.HexText.concat;
import static dev.stompbridge.websocket.HexText.hex;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §5.6 and §8.1: text is UTF-8 (RFC 3629). The tables follow the Autobahn cases 6.*. */
class TextMessageTest {

    private static final String INVALID = "FAIL 1007 a text message must be valid UTF-8 (§8.1)";
    private static final int HEADER_BYTES = 6;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            6.2.1  | 48 65 6c 6c 6f 2d c2 b5 40 c3 9f c3 b6 c3 a4 c3 bc c3 a0 c3 a1 2d 55 54 46 2d 38 21 21
            6.5.1  | ce ba e1 bd b9 cf 83 ce bc ce b5
            6.7.1  | 00
            6.7.2  | c2 80
            6.7.3  | e0 a0 80
            6.7.4  | f0 90 80 80
            6.9.1  | 7f
            6.9.2  | df bf
            6.9.3  | ef bf bf
            6.9.4  | f4 8f bf bf
            6.11.1 | ed 9f bf
            6.11.2 | ee 80 80
            6.11.3 | ef bf bd
            6.11.4 | f4 8f bf bf
            6.22.1 | ef bf be
            6.22.2 | f0 9f bf be
            6.22.3 | f4 8f bf be f4 8f bf bf
            6.23.1 | ef bf b9 ef bf ba ef bf bb ef bf bc
            """)
    void validTextIsDelivered(String autobahn, String text) {
        byte[] payload = hex(text);

        assertThat(Replay.decode(Frames.client(Opcode.TEXT, payload)))
                .as(autobahn)
                .containsExactly(Recorder.message(Opcode.TEXT, payload));
        assertThat(Replay.decode(oneByteFragments(payload)))
                .as(autobahn)
                .containsExactly(Recorder.message(Opcode.TEXT, payload));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # Autobahn | text | index of the first bad byte
            6.3.1  | ce ba e1 bd b9 cf 83 ce bc ce b5 ed a0 80 65 64 69 74 65 64          | 12
            6.4.1  | ce ba e1 bd b9 cf 83 ce bc ce b5 f4 90 80 80 65 64 69 74 65 64       | 12
            6.8.1  | f8 88 80 80 80                                                       | 0
            6.8.2  | fc 84 80 80 80 80                                                    | 0
            6.10.1 | f7 bf bf bf                                                          | 0
            6.10.2 | fb bf bf bf bf                                                       | 0
            6.10.3 | fd bf bf bf bf bf                                                    | 0
            6.11.5 | f4 90 80 80                                                          | 1
            f5     | f5 80 80 80                                                          | 0
            6.12.1 | 80                                                                   | 0
            6.12.2 | bf                                                                   | 0
            6.12.8 | 61 80 bf 80                                                          | 1
            6.13.1 | c2 20 c3 20                                                          | 1
            6.13.2 | e1 20 e2 20                                                          | 1
            6.13.3 | f1 20 f2 20                                                          | 1
            6.13.4 | e1 80 20                                                             | 2
            6.13.5 | f1 80 80 20                                                          | 3
            6.13.6 | c2 c2 80                                                             | 1
            6.15.1 | c0 e0 80 f0 80 80                                                    | 0
            6.16.1 | fe                                                                   | 0
            6.16.2 | ff                                                                   | 0
            6.16.3 | fe fe ff ff                                                          | 0
            # overlong
            6.17.1 | c0 af                                                                | 0
            6.17.2 | e0 80 af                                                             | 1
            6.17.3 | f0 80 80 af                                                          | 1
            6.17.4 | f8 80 80 80 af                                                       | 0
            6.17.5 | fc 80 80 80 80 af                                                    | 0
            6.18.1 | c1 bf                                                                | 0
            6.18.2 | e0 9f bf                                                             | 1
            6.18.3 | f0 8f bf bf                                                          | 1
            6.19.1 | c0 80                                                                | 0
            6.19.2 | e0 80 80                                                             | 1
            6.19.3 | f0 80 80 80                                                          | 1
            # surrogates, alone and in pairs
            6.20.1 | ed a0 80                                                             | 1
            6.20.2 | ed ad bf                                                             | 1
            6.20.3 | ed ae 80                                                             | 1
            6.20.4 | ed af bf                                                             | 1
            6.20.5 | ed b0 80                                                             | 1
            6.20.6 | ed be 80                                                             | 1
            6.20.7 | ed bf bf                                                             | 1
            6.21.1 | ed a0 80 ed b0 80                                                    | 1
            6.21.8 | ed af bf ed bf bf                                                    | 1
            # beyond the eight bytes that are checked at once
            ascii  | 61 61 61 61 61 61 61 61 61 61 61 61 61 61 61 ff                      | 15
            """)
    void invalidTextFailsAtItsFirstBadByte(String autobahn, String text, int firstBad) {
        byte[] payload = hex(text);
        byte[] frame = Frames.client(Opcode.TEXT, payload);

        assertThat(Replay.decode(frame)).as(autobahn).containsExactly(INVALID);
        assertThat(Replay.failsAt(frame)).as(autobahn).isEqualTo(HEADER_BYTES + firstBad);
        assertThat(Replay.decode(oneByteFragments(payload))).as(autobahn).containsExactly(INVALID);
        assertThat(Replay.failsAt(oneByteFragments(payload)))
                .as(autobahn)
                .isEqualTo(firstBad * (HEADER_BYTES + 1) + HEADER_BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce", "61 c2", "e0 a0", "e1 bd", "ed 9f", "f0 90 80", "f4 8f bf", "f1", "f1 80", "ef bf"})
    void textThatEndsInTheMiddleOfACharacterFailsAtItsEnd(String text) {
        byte[] payload = hex(text);
        byte[] frame = Frames.client(Opcode.TEXT, payload);

        assertThat(Replay.decode(frame)).containsExactly(INVALID);
        assertThat(Replay.failsAt(frame)).isEqualTo(frame.length - 1);
        assertThat(Replay.decode(oneByteFragments(payload))).containsExactly(INVALID);
    }

    @Test
    void characterThatAnEmptyLastFragmentLeavesHalfIsRefused() {
        byte[] frames = hex("01 81 00*4 c3", "80 80 00*4");

        assertThat(Replay.decode(frames)).containsExactly(INVALID);
        assertThat(Replay.failsAt(frames)).isEqualTo(frames.length - 1);
    }

    @Test
    void badByteIsNoticedLongBeforeTheEndOfItsFrame() {
        byte[] beginning = hex("81 ff 00 00 00 00 00 01 00 00 00*4", "61*1000 ff");

        assertThat(Replay.decode(beginning)).containsExactly(INVALID);
    }

    @Test
    void badByteIsNoticedLongBeforeTheEndOfItsMessage() {
        assertThat(Replay.decode(hex("01 82 00*4 61 ff"))).containsExactly(INVALID);
    }

    @Test
    void messageAfterOneWithAllKindsOfCharactersStartsAfresh() {
        byte[] first = Frames.client(Opcode.TEXT, "aü€😀".getBytes(UTF_8));
        byte[] second = Frames.client(Opcode.TEXT, hex("80"));

        assertThat(Replay.decode(concat(first, second))).containsExactly("TEXT aü€😀", INVALID);
    }

    @Test
    void binaryMessagesAreNoText() {
        assertThat(Replay.decode(hex("82 84 00*4 ff c0 80 ed"))).containsExactly("BINARY ffc080ed");
    }

    @Test
    void fragmentsOfBinaryMessagesAreNoText() {
        byte[] frames = hex("02 82 00*4 ff c0", "80 81 00*4 ed", "81 81 00*4 61");

        assertThat(Replay.decode(frames)).containsExactly("BINARY ffc0ed", "TEXT a");
    }

    private static byte[] oneByteFragments(byte[] payload) {
        byte[] frames = {};
        for (int i = 0; i < payload.length; i++) {
            Opcode opcode = i == 0 ? Opcode.TEXT : Opcode.CONTINUATION;
            boolean fin = i == payload.length - 1;
            frames = concat(frames, Frames.client(fin, opcode, Arrays.copyOfRange(payload, i, i + 1)));
        }
        return frames;
    }
}
