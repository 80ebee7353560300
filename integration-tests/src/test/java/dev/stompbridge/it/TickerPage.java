package dev.stompbridge.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a visitor sees of prices on the ticker. */
record TickerPage(Visitor visitor) {
    /** Each row that has a price: symbol and price. */
    private static final String PRICES = """
            cells => cells.filter(cell => cell.dataset.value)
                .map(cell => [cell.closest('[data-symbol]').dataset.symbol, cell.dataset.value])""";

    /** Waits until the ticker shows exactly this price of a symbol, to the last digit. */
    void awaitPrice(String symbol, String price) {
        assertThat(cell(symbol)).hasAttribute("data-value", price, Visitor.within());
    }

    /** What a reader sees as the price of a symbol. */
    String shownPrice(String symbol) {
        return cell(symbol).textContent();
    }

    private Locator cell(String symbol) {
        return visitor.page().locator("[data-symbol='" + symbol + "'] [data-field=price]");
    }

    /** The price of every symbol that has one, unrounded. */
    Map<String, String> prices() {
        Map<String, String> prices = new TreeMap<>();
        Object rows = visitor.page().locator("[data-field=price]").evaluateAll(PRICES);
        for (Object row : (List<?>) rows) {
            List<?> pair = (List<?>) row;
            prices.put((String) pair.get(0), (String) pair.get(1));
        }
        return prices;
    }

    /** Waits until so many symbols have a price that differs from this one. */
    void awaitChanges(Map<String, String> before, int symbols) {
        visitor.page()
                .waitForFunction(
                        "([before, symbols]) => [...document.querySelectorAll('[data-field=price]')].filter(cell =>"
                                + " cell.dataset.value && cell.dataset.value !=="
                                + " before[cell.closest('[data-symbol]').dataset.symbol]).length >= symbols",
                        List.of(before, symbols));
    }
}
