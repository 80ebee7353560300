package dev.stompbridge.websocket;

import static dev.stompbridge.websocket.HexText.concat;
import static dev.stompbridge.websocket.HexText.hex;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §5.4: fragmentation. */
class FragmentationTest {

    private static final String NOTHING_TO_CONTINUE = "FAIL 1002 a continuation frame must continue a message (§5.4)";
    private static final String NOT_ENDED = "FAIL 1002 a message must end before the next one begins (§5.4)";

    @Test
    void fragmentsMakeOneMessage() {
        byte[] frames = hex("01 83 00*4 48 65 6c", "00 81 00*4 6c", "80 81 00*4 6f");

        assertThat(Replay.decode(frames)).containsExactly("TEXT Hello");
    }

    @Test
    void binaryMessagesAreFragmentedAlike() {
        byte[] frames = hex("02 81 00*4 ff", "00 82 00*4 fe fd", "80 81 00*4 80");

        assertThat(Replay.decode(frames)).containsExactly("BINARY fffefd80");
    }

    @Test
    void messageMayEndWithAnEmptyFragment() {
        assertThat(Replay.decode(hex("01 81 00*4 61", "80 80 00*4"))).containsExactly("TEXT a");
    }

    @Test
    void messageOfEmptyFragmentsIsEmpty() {
        assertThat(Replay.decode(hex("01 80 00*4", "00 80 00*4", "80 80 00*4"))).containsExactly("TEXT");
    }

    @Test
    void messagesInFragmentsFollowEachOther() {
        byte[] frames = hex("01 81 00*4 61", "80 81 00*4 62", "02 81 00*4 63", "80 81 00*4 64", "81 81 00*4 65");

        assertThat(Replay.decode(frames)).containsExactly("TEXT ab", "BINARY 6364", "TEXT e");
    }

    @Test
    void fragmentsOfAllSizesMakeOneMessage() {
        byte[] frames = concat(
                hex("02 80 00*4"),
                hex("00 fd 00*4", "11*125"),
                hex("00 fe 00 7e 00*4", "22*126"),
                hex("00 ff 00*5 01 00 00 00*4", "33*65536"),
                hex("80 fe 01 00 00*4", "44*256"));
        byte[] payload = hex("11*125", "22*126", "33*65536", "44*256");

        assertThat(Replay.decode(frames)).containsExactly(Recorder.message(Opcode.BINARY, payload));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00 80 00*4", "80 80 00*4", "80 81 00*4 61"})
    void continuationWithoutAMessageIsRefused(String frame) {
        assertThat(Replay.decode(hex(frame))).containsExactly(NOTHING_TO_CONTINUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00 80 00*4", "80 81 00*4 61"})
    void continuationAfterAWholeMessageIsRefused(String frame) {
        assertThat(Replay.decode(hex("81 81 00*4 61", frame))).containsExactly("TEXT a", NOTHING_TO_CONTINUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00 80 00*4", "80 81 00*4 61"})
    void continuationAfterTheLastFragmentIsRefused(String frame) {
        byte[] frames = hex("01 81 00*4 61", "80 80 00*4", frame);

        assertThat(Replay.decode(frames)).containsExactly("TEXT a", NOTHING_TO_CONTINUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"81 81 00*4 62", "01 81 00*4 62", "82 81 00*4 62", "02 80 00*4"})
    void newMessageBeforeTheEndOfTheLastIsRefused(String frame) {
        assertThat(Replay.decode(hex("01 81 00*4 61", frame))).containsExactly(NOT_ENDED);
        assertThat(Replay.decode(hex("02 80 00*4", frame))).containsExactly(NOT_ENDED);
    }

    @Test
    void pingDoesNotEndAMessage() {
        byte[] frames = hex("01 81 00*4 61", "89 80 00*4", "81 81 00*4 62");

        assertThat(Replay.decode(frames)).containsExactly("PING", NOT_ENDED);
    }
}
