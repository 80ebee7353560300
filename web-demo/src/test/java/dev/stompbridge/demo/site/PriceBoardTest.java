package dev.stompbridge.demo.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceBoardTest {

    private final List<String> heard = new ArrayList<>();

    private PriceBoard board() {
        return new PriceBoard(price -> heard.add(new String(price.json(), UTF_8)));
    }

    private static String price(String symbol, String amount) {
        return "{\"symbol\":\"" + symbol + "\",\"price\":" + amount + ",\"time\":\"2026-11-22T14:30:00Z\"}";
    }

    @Test
    void lastPriceOfEachSymbolIsKept() {
        try (PriceBoard board = board()) {
            board.post("stock.A", price("A", "1.10"));
            board.post("stock.B.C", price("B.C", "2"));
            board.post("stock.A", price("A", "1.20"));

            assertThat(board.latest("A"))
                    .extracting(latest -> new String(latest.json(), UTF_8))
                    .isEqualTo(price("A", "1.20"));
            assertThat(board.latest("C")).isNull();
            assertThat(heard).containsExactly(price("A", "1.10"), price("B.C", "2"), price("A", "1.20"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stock.B | {\"symbol\":\"A\",\"price\":1,\"time\":\"\"}",
                "stock.a | {\"symbol\":\"a\",\"price\":1,\"time\":\"\"}",
                "stock.A | {\"symbol\":\"A\",\"price\":\"1\",\"time\":\"\"}",
                "stock.A | {\"symbol\":\"A\",\"price\":1}",
                "stock.A | {\"symbol\":\"A\",\"price\":1",
                "stock.A | {\"symbol\":\"A\",\"price\":1,\"time\":\"\"}{}",
                "stock.A | [1]",
                "stock.A | ''"
            })
    void whatIsNoPriceOfItsTopicIsLeftOut(String topic, String body) {
        try (PriceBoard board = board()) {
            board.post(topic, body);
            board.post("stock.A", price("A", "1") + " ".repeat(512));

            assertThat(heard).isEmpty();
        }
    }

    @Test
    void boardHasRoomForSoManySymbols() {
        try (PriceBoard board = board()) {
            for (int i = 0; i <= PriceBoard.MAX_SYMBOLS; i++) {
                board.post("stock.A" + i, price("A" + i, "1"));
            }
            board.post("stock.A0", price("A0", "2"));

            assertThat(heard).hasSize(PriceBoard.MAX_SYMBOLS + 1).endsWith(price("A0", "2"));
            assertThat(board.latest("A" + PriceBoard.MAX_SYMBOLS)).isNull();
        }
    }
}
