package dev.stompbridge.websocket;

import static dev.stompbridge.websocket.HexText.concat;
import static dev.stompbridge.websocket.HexText.hex;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §5.5.1, §7.1.5, §7.1.6 and §7.4: the close frame. */
class CloseFrameTest {

    private static final String CODE_REFUSED = "FAIL 1002 this close code may not be sent (§7.4)";

    @Test
    void emptyCloseHasNoStatus() {
        assertThat(Replay.decode(hex("88 80 00*4"))).containsExactly("CLOSE 1005");
    }

    @Test
    void closeOfOneByteIsRefused() {
        assertThat(Replay.decode(hex("88 81 00*4 03")))
                .containsExactly("FAIL 1002 a close frame is empty or begins with a code of two bytes (§5.5.1)");
    }

    @Test
    void closeMayHaveACodeAlone() {
        assertThat(Replay.decode(hex("88 82 00*4 03 e8"))).containsExactly("CLOSE 1000");
    }

    @Test
    void closeMayHaveACodeAndAReason() {
        assertThat(Replay.decode(hex("88 85 00*4 03 e9 62 79 65"))).containsExactly("CLOSE 1001 bye");
    }

    @Test
    void codeAndReasonAreUnmasked() {
        assertThat(Replay.decode(Frames.client(Opcode.CLOSE, hex("0f a0 c3 bc"))))
                .containsExactly("CLOSE 4000 ü");
    }

    @Test
    void reasonMayHave123Bytes() {
        byte[] close = Frames.client(Opcode.CLOSE, hex("03 e8 61*123"));

        assertThat(Replay.decode(close)).containsExactly("CLOSE 1000 " + "a".repeat(123));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 999, false", // not used (§7.4.2)
        "1000, 1003, true",
        "1004, 1006, false", // reserved (§7.4.1)
        "1007, 1011, true",
        "1012, 1014, true", // registered with IANA after the RFC
        "1015, 1015, false", // reserved (§7.4.1)
        "1016, 2999, false", // not assigned
        "3000, 3999, true", // for libraries
        "4000, 4999, true", // for applications
        "5000, 65535, false", // outside of all ranges
    })
    void codesAreThoseThatMayBeSent(int from, int to, boolean mayBeSent) {
        int[] wrong = IntStream.rangeClosed(from, to)
                .filter(code -> CloseCode.mayBeSent(code) != mayBeSent)
                .toArray();
        assertThat(wrong).isEmpty();

        Replay replay = Replay.fromClient(Replay.LIMITS);
        for (int code = from; code <= to; code++) {
            byte[] payload = {(byte) (code >> 8), (byte) code};
            List<String> outcome = replay.inPieces(Frames.client(Opcode.CLOSE, payload), 7);
            assertThat(outcome).containsExactly(mayBeSent ? "CLOSE " + code : CODE_REFUSED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535})
    void codesThatMayNotBeSentAreRefused(int code) {
        byte[] payload = {(byte) (code >> 8), (byte) code, 'b', 'y', 'e'};

        assertThat(Replay.decode(Frames.client(Opcode.CLOSE, payload))).containsExactly(CODE_REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c3", "61 80", "ed a0 80", "f4 90 80 80", "e2 82"})
    void reasonMustBeUtf8(String reason) {
        assertThat(Replay.decode(Frames.client(Opcode.CLOSE, concat(hex("03 e8"), hex(reason)))))
                .containsExactly("FAIL 1007 a close reason must be valid UTF-8 (§5.5.1)");
    }

    @Test
    void nothingAfterACloseIsDelivered() {
        byte[] frames = hex("81 81 00*4 61", "88 80 00*4", "81 81 00*4 62", "89 80 00*4", "88 80 00*4", "ff ff ff");

        assertThat(Replay.decode(frames)).containsExactly("TEXT a", "CLOSE 1005");
    }

    @Test
    void nothingAfterAViolationIsDelivered() {
        byte[] frames = hex("81 81 00*4 61", "83 80 00*4", "81 81 00*4 62", "88 80 00*4");

        assertThat(Replay.decode(frames)).containsExactly("TEXT a", "FAIL 1002 this opcode is reserved (§5.2)");
    }

    @Test
    void statusIsWrittenAsItIsRead() throws Exception {
        CloseStatus status = CloseStatus.of(CloseCode.SERVICE_RESTART, "zurück in 5 s");

        assertThat(CloseStatus.parse(status.payload())).isEqualTo(status);
        assertThat(CloseStatus.parse(CloseStatus.NO_STATUS.payload())).isEqualTo(CloseStatus.NO_STATUS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # the last character of the reason | bytes of it that go
            a    | 123
            ü    | 122
            €    | 122
            😀   | 122
            """)
    void closeReasonIsCutOnACharacterBorder(String character, int reasonBytes) {
        String reason = "r".repeat(122) + character + "and more";

        byte[] frame = Frames.bytes(FrameEncoder.encodeClose(new CloseStatus(1000, reason)));

        byte[] cut = reason.getBytes(UTF_8);
        assertThat(frame).hasSize(2 + 2 + reasonBytes).startsWith(0x88, 2 + reasonBytes, 0x03, 0xe8);
        assertThat(frame).endsWith(Arrays.copyOf(cut, reasonBytes));
    }

    @Test
    void closeReasonIsCutOnTheBorderThatLeavesMost() throws Exception {
        String reason = "😀".repeat(40); // 160 bytes: 30 of them are 120, and 3 bytes are not enough for another

        CloseStatus read = CloseStatus.parse(new CloseStatus(1000, reason).payload());

        assertThat(read.reason()).isEqualTo("😀".repeat(30));
    }

    @Test
    void halfACharacterInAReasonLeavesAsAQuestionMark() throws Exception {
        assertThat(CloseStatus.parse(new CloseStatus(1000, "a\uD83D").payload()).reason())
                .isEqualTo("a?");
    }

    @ParameterizedTest
    @ValueSource(ints = {1006, 1015})
    void codesThatAreOnlyReportedAreNotSent(int code) {
        CloseStatus status = new CloseStatus(code, "");

        assertThatThrownBy(() -> FrameEncoder.encodeClose(status)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 999, 1004, 1016, 2999, 5000})
    void statusHasACodeThatExists(int code) {
        assertThatThrownBy(() -> new CloseStatus(code, "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyCloseCodeMakesAStatus() {
        for (CloseCode code : CloseCode.values()) {
            assertThat(CloseStatus.of(code, "").code()).isEqualTo(code.value());
        }
    }
}
