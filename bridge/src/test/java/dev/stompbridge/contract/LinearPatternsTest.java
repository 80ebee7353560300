package dev.stompbridge.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.regex.RegularExpression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LinearPatternsTest {
    private final LinearPatterns patterns = new LinearPatterns();

    @ParameterizedTest(name = "{0} in {1}: {2}")
    @CsvSource({
        "b, abc, true",
        "^b, abc, false",
        "b$, abc, false",
        "^[A-Z]+$, NVDA, true",
        "\\d, 7, true",
        "\\d, \u0667, false",
        "\\w, \u00e9, false",
        "^\\w+$, a_9, true",
        "\\bb\\b, a b c, true",
        "^.$, \ud83d\ude00, true",
        "^\\p{L}+$, \u00e9\u00e8, true",
        "^(?:ab){2}$, abab, true",
        "^\\/\\-\\.$, /-., true",
        "a|b, xb, true",
        "'', '', true",
    })
    void patternsMeanWhatTheyMeanInASchema(String pattern, String text, boolean found) {
        assertThat(patterns.getRegularExpression(pattern).matches(text)).isEqualTo(found);
    }

    @Test
    void theEndIsThatOfTheTextNotOfALine() {
        assertThat(patterns.getRegularExpression("^[A-Z]+$").matches("NVDA\n")).isFalse();
        assertThat(patterns.getRegularExpression("^b").matches("a\nb")).isFalse();
    }

    @Test
    void nestedRepetitionsOfALongTextComeToAnEnd() {
        RegularExpression nested = patterns.getRegularExpression("^(a+)+$");

        assertThat(nested.matches("a".repeat(100_000) + "!")).isFalse();
        assertThat(nested.matches("a".repeat(100_000))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?=a)", "(?!a)", "(?<=a)b", "(?<!a)b", "(a)\\1", "(?<n>a)\\k<n>", "a++", "(?>a)"})
    void whatIsNotRegularIsRefused(String pattern) {
        assertThatThrownBy(() -> patterns.getRegularExpression(pattern))
                .isInstanceOfSatisfying(
                        LinearPatterns.Unsupported.class,
                        unsupported -> assertThat(unsupported.pattern()).isEqualTo(pattern));
    }
}
