package dev.stompbridge.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** RFC 3629 §4, against the decoder of the JDK. */
class Utf8ValidatorTest {

    private final CharsetDecoder jdk = UTF_8.newDecoder(); // reports what is malformed

    @Test
    void everyCharacterIsValid() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                byte[] utf8 = Character.toString(c).getBytes(UTF_8);
                assertThat(Utf8Validator.isValid(utf8, 0, utf8.length))
                        .as("U+%04X", c)
                        .isTrue();
            }
        }
    }

    @Test
    void everyPairOfBytesIsJudgedAsTheJdkDoes() {
        for (int pair = 0; pair <= 0xFFFF; pair++) {
            assertJudgedAsTheJdkDoes((byte) (pair >> 8), (byte) pair);
        }
    }

    @Test
    void bordersOfThreeAndFourBytesAreJudgedAsTheJdkDoes() {
        int[] borders = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xE0, 0xF4, 0xFF};
        for (int lead = 0xE0; lead <= 0xFF; lead++) {
            for (int second = 0; second <= 0xFF; second++) {
                for (int third : borders) {
                    assertJudgedAsTheJdkDoes((byte) lead, (byte) second, (byte) third);
                    assertJudgedAsTheJdkDoes((byte) lead, (byte) second, (byte) third, (byte) 0x80);
                    assertJudgedAsTheJdkDoes((byte) lead, (byte) second, (byte) third, (byte) 0xC0);
                }
            }
        }
    }

    @Test
    void badByteIsFoundWhereverItIsAmongAscii() {
        for (int length = 1; length <= 40; length++) {
            for (int bad = 0; bad < length; bad++) {
                byte[] bytes = new byte[length];
                Arrays.fill(bytes, (byte) 'a');
                bytes[bad] = (byte) 0x80;
                assertThat(Utf8Validator.isValid(bytes, 0, length)).isFalse();
                assertThat(Utf8Validator.isValid(bytes, 0, bad)).isTrue();
                assertThat(Utf8Validator.isValid(bytes, bad + 1, length)).isTrue();
            }
        }
    }

    @Test
    void piecesAreJudgedAsTheWhole() {
        Random random = new Random(3629);
        byte[] text = "plain ASCII that is long enough; żółć, 漢字かな, 😀😀, κόσμε, and ASCII again".getBytes(UTF_8);
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = text.clone();
            if (round % 2 == 1) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertThat(inPieces(bytes, random)).isEqualTo(Utf8Validator.isValid(bytes, 0, bytes.length));
        }
    }

    private static boolean inPieces(byte[] bytes, Random random) {
        Utf8Validator utf8 = new Utf8Validator();
        int from = 0;
        while (from < bytes.length) {
            int to = Math.min(bytes.length, from + random.nextInt(20));
            if (!utf8.accept(bytes, from, to)) {
                return false;
            }
            from = to;
        }
        return utf8.atCharacterBorder();
    }

    private void assertJudgedAsTheJdkDoes(byte... bytes) {
        if (Utf8Validator.isValid(bytes, 0, bytes.length) != jdkAccepts(bytes)) {
            assertThat(bytes).as("judged as the JDK does").isEmpty();
        }
    }

    private boolean jdkAccepts(byte[] bytes) {
        try {
            jdk.decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }
}
