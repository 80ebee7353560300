package dev.stompbridge.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** RFC 6455 §5.3: byte i is transformed with byte i modulo 4 of the key. */
class MaskingTest {

    private static final int KEY = 0x89ABCDEF;

    @Test
    void everyLengthAtEveryOffsetIsMaskedAsTheRuleSays() {
        byte[] bytes = new byte[64];
        new Random(53).nextBytes(bytes);
        for (int from = 0; from < 16; from++) {
            for (int to = from; to <= bytes.length; to++) {
                byte[] masked = bytes.clone();
                Masking.apply(masked, from, to, KEY);
                assertThat(masked).isEqualTo(byTheRule(bytes, from, to));
            }
        }
    }

    @Test
    void keyGoesOnWhereThePieceBeforeEnded() {
        byte[] whole = new byte[50];
        Masking.apply(whole, 0, whole.length, KEY);
        for (int split = 0; split <= whole.length; split++) {
            byte[] pieces = new byte[whole.length];
            Masking.apply(pieces, 0, split, KEY);
            Masking.apply(pieces, split, whole.length, Masking.rotate(KEY, split));
            assertThat(pieces).isEqualTo(whole);
        }
    }

    private static byte[] byTheRule(byte[] bytes, int from, int to) {
        int[] key = {0x89, 0xAB, 0xCD, 0xEF};
        byte[] masked = bytes.clone();
        for (int i = 0; i < to - from; i++) {
            masked[from + i] = (byte) (bytes[from + i] ^ key[i % 4]);
        }
        return masked;
    }
}
