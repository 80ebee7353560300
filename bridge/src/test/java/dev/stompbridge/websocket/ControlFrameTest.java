package dev.stompbridge.websocket;

import static dev.stompbridge.websocket.HexText.hex;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §5.5: control frames. */
class ControlFrameTest {

    private static final String TOO_LONG = "FAIL 1002 a control frame carries at most 125 bytes (§5.5)";
    private static final String FRAGMENTED = "FAIL 1002 a control frame must not be fragmented (§5.5)";

    @ParameterizedTest
    @ValueSource(strings = {"88", "89", "8a"})
    void controlFramesCarryAtMost125Bytes(String b0) {
        assertThat(Replay.decode(hex(b0, "fe 00 7e 00*4 00*126"))).containsExactly(TOO_LONG);
        assertThat(Replay.decode(hex(b0, "ff 00*6 01 00"))).containsExactly(TOO_LONG);
        assertThat(Replay.failsAt(hex(b0, "fe 00 7e"))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"08", "09", "0a"})
    void controlFramesAreNotFragmented(String b0) {
        assertThat(Replay.decode(hex(b0, "80 00*4"))).containsExactly(FRAGMENTED);
        assertThat(Replay.failsAt(hex(b0, "80"))).isZero();
    }

    @Test
    void pingOf125BytesIsDelivered() {
        assertThat(Replay.decode(hex("89 fd 00*4 41*125"))).containsExactly("PING " + "41".repeat(125));
    }

    @Test
    void payloadOfAPingIsUnmasked() {
        byte[] ping = hex("89 85 37 fa 21 3d 7f 9f 4d 51 58");

        assertThat(Replay.decode(ping)).containsExactly("PING 48656c6c6f");
    }

    @Test
    void pingMayCarryBytesThatAreNoText() {
        assertThat(Replay.decode(hex("89 86 00*4 00 ff fe fd fc fb"))).containsExactly("PING 00fffefdfcfb");
    }

    @Test
    void pongThatNobodyAskedForIsDelivered() {
        assertThat(Replay.decode(hex("8a 81 00*4 07"))).containsExactly("PONG 07");
    }

    @Test
    void controlFramesComeBeforeTheMessageWhoseFragmentsTheyDivide() {
        byte[] frames = hex("""
                01 82 00*4 48 65        # TEXT "He", more to come
                89 81 00*4 01           # PING
                00 82 00*4 6c 6c        # "ll"
                8a 80 00*4              # PONG
                89 81 00*4 02           # PING
                80 81 00*4 6f           # "o", the end
                """);

        assertThat(Replay.decode(frames)).containsExactly("PING 01", "PONG", "PING 02", "TEXT Hello");
    }

    @Test
    void controlFrameMayDivideACharacter() {
        byte[] frames = hex("""
                01 81 00*4 c3           # TEXT, the first byte of "ü"
                89 82 00*4 ff fe        # PING
                80 81 00*4 bc           # its second byte
                """);

        assertThat(Replay.decode(frames)).containsExactly("PING fffe", "TEXT ü");
    }

    @Test
    void closeMayComeInTheMiddleOfAMessage() {
        byte[] frames = hex("01 81 00*4 48", "88 82 00*4 03 e8", "80 81 00*4 65");

        assertThat(Replay.decode(frames)).containsExactly("CLOSE 1000");
    }

    @Test
    void controlFramesCountTowardsNoLimit() {
        byte[] frames = hex("01 82 00*4 48 65", "89 84 00*4 01 02 03 04", "80 81 00*4 79");

        assertThat(Replay.fromClient(new WebSocketLimits(2, 3)).everyWay(frames))
                .containsExactly("PING 01020304", "TEXT Hey");
    }
}
