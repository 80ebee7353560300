package dev.stompbridge.websocket;

import static dev.stompbridge.websocket.HexText.concat;
import static dev.stompbridge.websocket.HexText.hex;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §5.1, §5.2, §5.3 and the examples of §5.7. */
class FrameHeaderTest {

    private static final String UNMASKED = "FAIL 1002 a client must mask its frames (§5.1)";
    private static final String RESERVED_BITS = "FAIL 1002 reserved bits must be 0 without an extension (§5.2)";
    private static final String RESERVED_OPCODE = "FAIL 1002 this opcode is reserved (§5.2)";
    private static final String NOT_MINIMAL = "FAIL 1002 a length must take as few bytes as it can (§5.2)";
    private static final String TOP_BIT = "FAIL 1002 the top bit of a length must be 0 (§5.2)";
    private static final String FRAME_LIMIT = "FAIL 1009 the frame is longer than the limit (§7.4.1)";

    @Test
    void maskedTextOfTheExamplesIsDecoded() {
        byte[] hello = hex("""
                81 85           # FIN, TEXT; MASK, 5 bytes
                37 fa 21 3d     # masking key
                7f 9f 4d 51 58  # Hello
                """);

        assertThat(Replay.decode(hello)).containsExactly("TEXT Hello");
    }

    @Test
    void maskedPongOfTheExamplesIsDecoded() {
        assertThat(Replay.decode(hex("8a 85 37 fa 21 3d 7f 9f 4d 51 58"))).containsExactly("PONG 48656c6c6f");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # §5.7, what a server sends              |
            81 05 48 65 6c 6c 6f                     | TEXT Hello
            01 03 48 65 6c 80 02 6c 6f               | TEXT Hello
            89 05 48 65 6c 6c 6f                     | PING 48656c6c6f
            82 7e 01 00 00*256                       | BINARY of 256 bytes, crc d968558
            82 7f 00 00 00 00 00 01 00 00 00*65536   | BINARY of 65536 bytes, crc d7978eeb
            """)
    void unmaskedFramesOfTheExamplesAreDecodedOnTheClientsSide(String bytes, String event) {
        assertThat(Replay.fromServer(Replay.LIMITS).everyWay(hex(bytes))).containsExactly(event);
    }

    @ParameterizedTest
    @ValueSource(strings = {"81 05", "81 00", "82 7e 01 00", "01 00", "88 00", "89 00", "8a 00"})
    void clientFramesMustBeMasked(String header) {
        assertThat(Replay.decode(hex(header))).containsExactly(UNMASKED);
        assertThat(Replay.failsAt(hex(header))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"81 80 00*4", "88 80 00*4", "89 80 00*4"})
    void serverFramesMustNotBeMasked(String bytes) {
        assertThat(Replay.fromServer(Replay.LIMITS).everyWay(hex(bytes)))
                .containsExactly("FAIL 1002 a server must not mask its frames (§5.1)");
    }

    @Test
    void eachByteIsUnmaskedWithItsByteOfTheKey() {
        byte[] zeros = hex("82 8d 01 02 03 04", "00*13");

        assertThat(Replay.decode(zeros)).containsExactly("BINARY 01020304010203040102030401");
    }

    @Test
    void eachFrameIsUnmaskedFromTheFirstByteOfItsOwnKey() {
        byte[] fragments = hex("02 83 01 02 03 04  00*3", "80 85 a1 a2 a3 a4  00*5");

        assertThat(Replay.decode(fragments)).containsExactly("BINARY 010203a1a2a3a4a1");
    }

    @Test
    void keyOfZerosIsAKey() {
        assertThat(Replay.decode(hex("82 82 00 00 00 00 ab cd"))).containsExactly("BINARY abcd");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70})
    void reservedBitsAreRefused(int bits) {
        for (int opcode : new int[] {0x0, 0x1, 0x2, 0x8, 0x9, 0xA}) {
            byte[] frame = {(byte) (0x80 | bits | opcode), (byte) 0x80, 0, 0, 0, 0};

            assertThat(Replay.decode(frame)).containsExactly(RESERVED_BITS);
            assertThat(Replay.failsAt(frame)).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | FAIL 1002 a continuation frame must continue a message (§5.4)
            1 | TEXT
            2 | BINARY
            3 | FAIL 1002 this opcode is reserved (§5.2)
            4 | FAIL 1002 this opcode is reserved (§5.2)
            5 | FAIL 1002 this opcode is reserved (§5.2)
            6 | FAIL 1002 this opcode is reserved (§5.2)
            7 | FAIL 1002 this opcode is reserved (§5.2)
            8 | CLOSE 1005
            9 | PING
            a | PONG
            b | FAIL 1002 this opcode is reserved (§5.2)
            c | FAIL 1002 this opcode is reserved (§5.2)
            d | FAIL 1002 this opcode is reserved (§5.2)
            e | FAIL 1002 this opcode is reserved (§5.2)
            f | FAIL 1002 this opcode is reserved (§5.2)
            """)
    void everyOpcodeIsKnownOrRefused(String opcode, String event) {
        assertThat(Replay.decode(hex("8" + opcode + " 80 00*4"))).containsExactly(event);
    }

    @Test
    void reservedOpcodeIsRefusedAtItsByte() {
        assertThat(Replay.decode(hex("03"))).containsExactly(RESERVED_OPCODE);
        assertThat(Replay.failsAt(hex("03 80"))).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0       | 82 80
            1       | 82 81
            125     | 82 fd
            126     | 82 fe 00 7e
            127     | 82 fe 00 7f
            65535   | 82 fe ff ff
            65536   | 82 ff 00 00 00 00 00 01 00 00
            70000   | 82 ff 00 00 00 00 00 01 11 70
            """)
    void lengthTakesOneThreeOrNineBytes(int length, String header) {
        WebSocketLimits limits = new WebSocketLimits(70_000, 70_000);
        byte[] frame = concat(hex(header, "00*4"), new byte[length]);

        assertThat(Replay.fromClient(limits).everyWay(frame))
                .containsExactly(Recorder.message(Opcode.BINARY, new byte[length]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fe 00 00",
                "fe 00 01",
                "fe 00 7d",
                "ff 00*8",
                "ff 00*7 7d",
                "ff 00*7 7e",
                "ff 00*6 ff ff",
            })
    void lengthThatIsNotMinimalIsRefused(String length) {
        byte[] header = hex("82", length);

        assertThat(Replay.decode(header)).containsExactly(NOT_MINIMAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"80 00*7", "80 00*6 01", "80 00 00 00 00 01 00 00", "ff*8"})
    void lengthWithItsTopBitSetIsRefused(String length) {
        assertThat(Replay.decode(hex("82 ff", length))).containsExactly(TOP_BIT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00 00 00 00 00 10 00 01", // the limit and one
                "00 00 00 00 7f ff ff ff", // the last int
                "00 00 00 00 80 00 00 00", // negative as an int
                "00 00 00 00 ff ff ff ff", // -1 as an int
                "00 00 00 01 00 00 00 00", // 0 as an int
                "7f ff ff ff ff ff ff ff", // the longest there is
            })
    void lengthBeyondTheLimitIsRefusedWithTheHeader(String length) {
        assertThat(Replay.decode(hex("82 ff", length, "00*4"))).containsExactly(FRAME_LIMIT);
    }

    @Test
    void framesFollowEachOther() {
        byte[] frames = hex("81 81 00*4 61", "82 80 00*4", "89 80 00*4", "81 81 00*4 62");

        assertThat(Replay.decode(frames)).containsExactly("TEXT a", "BINARY", "PING", "TEXT b");
    }

    @Test
    void halfAFrameIsNothingYet() {
        assertThat(Replay.decode(hex("81 85 00*4 48 65 6c 6c"))).isEmpty();
    }
}
