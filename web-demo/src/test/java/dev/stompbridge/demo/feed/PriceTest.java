package dev.stompbridge.demo.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceTest {

    private static final Instant TIME = Instant.parse("2026-11-22T14:30:00.250Z");

    @Test
    void bodyIsSymbolPriceAndTimeInJson() {
        assertThat(new Price("NVDA", new BigDecimal("13.90"), TIME).toJson())
                .isEqualTo("{\"symbol\":\"NVDA\",\"price\":13.90,\"time\":\"2026-11-22T14:30:00.250Z\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"F", "NVDA", "BRK.B", "A123456789", "A123456789.Z"})
    void symbolIsCapitalsAndDigitsWithAClassAtMost(String symbol) {
        assertThat(new Price(symbol, BigDecimal.ONE, TIME).symbol()).isEqualTo(symbol);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nvda", "1A", "A1234567890", "A>", "A*", "A,B", "A..B", "A.BC", ".A", "A.", "A\n", "Ä"})
    void otherSymbolsAreRefused(String symbol) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Price(symbol, BigDecimal.ONE, TIME))
                .withMessageStartingWith("a symbol is");
    }

    @ParameterizedTest
    @CsvSource({"0, a price is above 0", "-1, a price is above 0", "1000000000, a price is above 0"})
    void amountLiesAboveZeroAndBelowTheBound(BigDecimal amount, String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Price("A", amount, TIME))
                .withMessageStartingWith(rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0000001", "1E+3"})
    void amountHasNoExponentAndSixDecimalsAtMost(BigDecimal amount) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Price("A", amount, TIME))
                .withMessage("a price has at most six decimals");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0001-01-01T00:00:00Z", "+10000-01-01T00:00:00Z"})
    void yearHasFourDigits(Instant time) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Price("A", BigDecimal.ONE, time))
                .withMessage("a time has a year of four digits");
    }
}
