package dev.stompbridge.load.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class FrameCursorTest {
    private final FrameCursor cursor = new FrameCursor();

    @Test
    void framesFollowEachOther() throws ProtocolException {
        // A text of one byte, a ping without any.
        byte[] bytes = bytes("81 01 0a 89 00");

        assertThat(cursor.next(bytes, 0, bytes.length)).isTrue();
        assertThat(cursor.opcode()).isEqualTo(FrameCursor.TEXT);
        assertThat(cursor.payloadAt()).isEqualTo(2);
        assertThat(cursor.next(bytes, cursor.end(), bytes.length)).isTrue();
        assertThat(cursor.opcode()).isEqualTo(FrameCursor.PING);
        assertThat(cursor.next(bytes, cursor.end(), bytes.length)).isFalse();
    }

    @Test
    void lengthsOfTwoAndOfEightBytesAreRead() throws ProtocolException {
        byte[] two = Arrays.copyOf(bytes("82 7e 01 00"), 4 + 256);
        byte[] eight = Arrays.copyOf(bytes("82 7f 00 00 00 00 00 01 00 00"), 10 + 65_536 + 100);

        assertThat(cursor.next(two, 0, two.length)).isTrue();
        assertThat(cursor.end()).isEqualTo(4 + 256);
        assertThat(cursor.next(two, 0, two.length - 1)).isFalse();
        assertThat(cursor.next(eight, 0, eight.length)).isTrue();
        assertThat(cursor.end()).isEqualTo(10 + 65_536);
    }

    @Test
    void headersThatAreNotCompleteAreAwaited() throws ProtocolException {
        byte[] bytes = bytes("81 7f 00 00 00 00 00 00 00 01 0a");

        for (int length = 0; length < bytes.length; length++) {
            assertThat(cursor.next(bytes, 0, length)).as("%d bytes", length).isFalse();
        }
    }

    @Test
    void fragmentsAndMasksAreNotExpected() {
        byte[] fragment = bytes("01 00");
        byte[] masked = bytes("81 80 00 00 00 00");

        assertThatThrownBy(() -> cursor.next(fragment, 0, 2)).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> cursor.next(masked, 0, 6)).isInstanceOf(ProtocolException.class);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.ofDelimiter(" ").parseHex(hex);
    }
}
