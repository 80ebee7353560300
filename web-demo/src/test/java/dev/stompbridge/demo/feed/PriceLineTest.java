package dev.stompbridge.demo.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceLineTest {

    @Test
    void lineIsSymbolTimeAndPrice() throws BadLineException {
        assertThat(PriceLine.parse("NVDA,2026-11-22T14:30:00Z,13.90"))
                .isEqualTo(new Price("NVDA", new BigDecimal("13.90"), Instant.parse("2026-11-22T14:30:00Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T14:30:00Z,              2026-11-22T14:30:00Z",
        "2026-11-22T14:30:00.123456789Z,    2026-11-22T14:30:00.123456789Z",
        "2026-11-22T15:30:00+01:00,         2026-11-22T14:30:00Z",
        "2026-11-22T14:30:00,               2026-11-22T14:30:00Z",
        "2026-11-22 14:30,                  2026-11-22T14:30:00Z",
        "2026-11-22 15:30:00.5+01:00,       2026-11-22T14:30:00.5Z",
        "2026-11-22,                        2026-11-22T00:00:00Z"
    })
    void timeIsIso8601AndUtcUnlessItSaysOtherwise(String text, Instant time) throws BadLineException {
        assertThat(PriceLine.parse("NVDA," + text + ",1").time()).isEqualTo(time);
    }

    @Test
    void fieldsMayStandInQuotesAndSpaces() throws BadLineException {
        assertThat(PriceLine.parse(" \"NVDA\" , \"2026-11-22\", \"13.9\"\t"))
                .isEqualTo(new Price("NVDA", new BigDecimal("13.9"), Instant.parse("2026-11-22T00:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | a line is symbol,time,price",
                "NVDA | a line is symbol,time,price",
                "NVDA,2026-11-22 | a line is symbol,time,price",
                "NVDA,2026-11-22,1,2 | a line is symbol,time,price",
                "NVDA,2026-11-22,'1,50' | a line is symbol,time,price",
                "NVDA,2026-11-22, | a price is digits",
                "NVDA,2026-11-22,-1 | a price is digits",
                "NVDA,2026-11-22,1e999999999 | a price is digits",
                "NVDA,2026-11-22,NaN | a price is digits",
                "NVDA,2026-11-22,1234567890 | a price is digits",
                "NVDA,2026-11-22,1.1234567 | a price is digits",
                "NVDA,2026-11-22,0.00 | a price is above 0",
                "nvda,2026-11-22,1 | a symbol is",
                "stock.>,2026-11-22,1 | a symbol is",
                "NVDA,yesterday,1 | a time is ISO 8601",
                "NVDA,2026-02-30,1 | a time is ISO 8601",
                "NVDA,2026-11-2214:30,1 | a time is ISO 8601",
                "NVDA,1700000000,1 | a time is ISO 8601",
                "NVDA,+12026-11-22,1 | a time has a year of four digits"
            })
    void otherLinesAreRefusedWithTheRuleTheyBreak(String line, String rule) {
        assertThatExceptionOfType(BadLineException.class)
                .isThrownBy(() -> PriceLine.parse(line))
                .withMessageStartingWith(rule);
    }

    @Test
    void timeIsBounded() {
        assertThatExceptionOfType(BadLineException.class)
                .isThrownBy(() -> PriceLine.parse("NVDA,2026-11-22T14:30:00." + "0".repeat(40) + "Z,1"))
                .withMessageStartingWith("a time is ISO 8601");
    }

    @ParameterizedTest
    @ValueSource(strings = {"symbol,time,price", "Symbol, Date, Price", "\"SYMBOL\",\"TIME\",\"PRICE\""})
    void headerNamesTheColumns(String line) {
        assertThat(PriceLine.isHeader(line)).isTrue();
    }

    @Test
    void priceIsNoHeader() {
        assertThat(PriceLine.isHeader("NVDA,2026-11-22,1")).isFalse();
    }
}
