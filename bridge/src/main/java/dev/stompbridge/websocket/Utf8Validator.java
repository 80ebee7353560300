package dev.stompbridge.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks UTF-8 piece by piece and fails at the first byte that no valid text could have there. Not thread-safe.
 *
 * <p>The grammar is that of RFC 3629 §4, where a leading byte fixes how many bytes follow and which range the first of
 * them has:
 *
 * <pre>
 *   00..7F
 *   C2..DF  80..BF
 *   E0      A0..BF  80..BF             below would be overlong
 *   E1..EC  80..BF  80..BF
 *   ED      80..9F  80..BF             above would be a surrogate
 *   EE..EF  80..BF  80..BF
 *   F0      90..BF  80..BF  80..BF     below would be overlong
 *   F1..F3  80..BF  80..BF  80..BF
 *   F4      80..8F  80..BF  80..BF     above would be beyond U+10FFFF
 * </pre>
 */
public final class Utf8Validator {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder())
            .withInvokeExactBehavior();
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private static final int TAIL_LOW = 0x80;
    private static final int TAIL_HIGH = 0xBF;

    /** How many bytes the character that has begun still needs; 0 between characters. */
    private int missing;

    /** The range of the next byte if one is missing. */
    private int low = TAIL_LOW;

    private int high = TAIL_HIGH;

    /** Whether {@code bytes[from, to)} is valid UTF-8. */
    public static boolean isValid(byte[] bytes, int from, int to) {
        Utf8Validator utf8 = new Utf8Validator();
        return utf8.accept(bytes, from, to) && utf8.atCharacterBorder();
    }

    /** Goes on with {@code bytes[from, to)}; false at the first bad byte, after which nothing more may be asked. */
    boolean accept(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            if (missing == 0 && bytes[i] >= 0) {
                i = skipAscii(bytes, i, to);
            } else if (!acceptByte(bytes[i++] & 0xFF)) {
                return false;
            }
        }
        return true;
    }

    /** Whether no character is left half. */
    boolean atCharacterBorder() {
        return missing == 0;
    }

    private boolean acceptByte(int b) {
        return missing == 0 ? acceptLead(b) : acceptTail(b);
    }

    private boolean acceptLead(int b) {
        if (b < 0xC2 || b > 0xF4) {
            return false;
        }
        missing = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
        low = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : TAIL_LOW;
        high = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : TAIL_HIGH;
        return true;
    }

    private boolean acceptTail(int b) {
        boolean valid = b >= low && b <= high;
        missing--;
        low = TAIL_LOW;
        high = TAIL_HIGH;
        return valid;
    }

    /** Goes over the ASCII byte at {@code from} and over those that follow it, as far as that goes eight at a time. */
    private static int skipAscii(byte[] bytes, int from, int to) {
        int i = from;
        int last = to - Long.BYTES;
        while (i <= last && ((long) LONGS.get(bytes, i) & HIGH_BITS) == 0) {
            i += Long.BYTES;
        }
        return Math.max(i, from + 1);
    }
}
