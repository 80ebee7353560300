package dev.stompbridge.demo.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListingTest {

    @Test
    void everyListedSymbolMayBePublished() throws IOException {
        assertThat(Listing.demo())
                .hasSizeGreaterThanOrEqualTo(24)
                .allSatisfy(listing -> assertThat(new Price(listing.symbol(), listing.open(), Instant.EPOCH))
                        .isNotNull());
    }

    @Test
    void noSymbolIsListedTwice() throws IOException {
        assertThat(Listing.demo()).extracting(Listing::symbol).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "DIS, 27.09, 24.39, 29.80",
        "GRMN, 34.79, 31.31, 38.27",
        "SNDK, 20.24, 18.22, 22.26",
        "GR, 52.34, 47.11, 57.57",
        "NVDA, 13.85, 12.47, 15.23",
        "CVX, 68.30, 61.49, 75.11",
        "ALL, 31.02, 27.92, 34.12",
        "XOM, 66.52, 59.87, 73.17",
        "MET, 35.73, 32.16, 39.30"
    })
    void tableOfTheBookIsPartOfTheList(String symbol, BigDecimal open, BigDecimal low, BigDecimal high)
            throws IOException {
        JsonNode entry = entries().stream()
                .filter(candidate -> symbol.equals(candidate.path("symbol").asText()))
                .findFirst()
                .orElseThrow();

        assertThat(entry.path("open").decimalValue()).isEqualByComparingTo(open);
        assertThat(entry.path("low").decimalValue()).isEqualByComparingTo(low);
        assertThat(entry.path("high").decimalValue()).isEqualByComparingTo(high);
    }

    @Test
    void openingLiesBetweenLowAndHigh() throws IOException {
        assertThat(entries()).allSatisfy(entry -> {
            assertThat(entry.path("company").asText()).isNotBlank();
            assertThat(entry.path("open").decimalValue())
                    .isBetween(
                            entry.path("low").decimalValue(), entry.path("high").decimalValue());
        });
    }

    private static List<JsonNode> entries() throws IOException {
        try (InputStream in = ListingTest.class.getResourceAsStream("/pages/data/symbols.json")) {
            List<JsonNode> entries = new ArrayList<>();
            new ObjectMapper().readTree(in).path("symbols").forEach(entries::add);
            return entries;
        }
    }
}
