package dev.stompbridge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0B",
        "1, 1B",
        "1023, 1023B",
        "1024, 1KiB",
        "1025, 1025B",
        "1536, 1536B",
        "1048576, 1MiB",
        "10737418240, 10GiB",
        "1125899906842624, 1024TiB"
    })
    void printsTheLargestUnitThatLeavesAWholeNumber(long bytes, String text) {
        assertThat(new ByteSize(bytes)).hasToString(text);
    }

    @Test
    void toIntDoesNotWrap() {
        assertThat(ByteSize.ofMiB(64).toInt()).isEqualTo(64 * 1024 * 1024);
        assertThatThrownBy(() -> ByteSize.ofMiB(2048).toInt()).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void isNeverNegative() {
        assertThatThrownBy(() -> new ByteSize(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
