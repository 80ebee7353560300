package dev.stompbridge.demo.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BoundedLinesTest {

    private static final int MAX_CHARS = 8;

    @Test
    void linesEndWithLfOrCrLfOrTheText() throws IOException, BadLineException {
        BoundedLines lines = lines("one\ntwo\r\n\nlast");

        assertThat(lines.next()).isEqualTo("one");
        assertThat(lines.next()).isEqualTo("two");
        assertThat(lines.next()).isEmpty();
        assertThat(lines.next()).isEqualTo("last");
        assertThat(lines.number()).isEqualTo(4);
        assertThat(lines.next()).isNull();
    }

    @Test
    void byteOrderMarkIsNoPartOfTheFirstLine() throws IOException, BadLineException {
        BoundedLines lines = lines("\uFEFFone\n\uFEFFtwo");

        assertThat(lines.next()).isEqualTo("one");
        assertThat(lines.next()).isEqualTo("\uFEFFtwo");
    }

    @Test
    void lineAsLongAsTheLimitIsRead() throws IOException, BadLineException {
        assertThat(lines("12345678\n").next()).isEqualTo("12345678");
    }

    @Test
    void lineBeyondTheLimitIsRefusedAndTheNextOneRead() throws IOException, BadLineException {
        BoundedLines lines = lines("123456789 and more\nnext");

        assertThatExceptionOfType(BadLineException.class)
                .isThrownBy(lines::next)
                .withMessage("a line has at most 8 characters");
        assertThat(lines.next()).isEqualTo("next");
    }

    private static BoundedLines lines(String text) {
        return new BoundedLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), MAX_CHARS);
    }
}
