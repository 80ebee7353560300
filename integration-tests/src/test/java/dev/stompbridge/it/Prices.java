package dev.stompbridge.it;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Prices to publish: a body of JSON each, and what a page must show of them. */
record Prices(List<String> bodies, Map<String, String> bySymbol) {
    private static final List<String> SYMBOLS =
            List.of("NVDA", "AAPL", "XOM", "BRK.B", "ALL", "A", "NEWCOMER99", "GRMN", "DIS", "MET");

    /** One price for each of ten symbols, different in each round. */
    static Prices round(int round) {
        List<String> bodies = new ArrayList<>();
        Map<String, String> bySymbol = new LinkedHashMap<>();
        for (int i = 0; i < SYMBOLS.size(); i++) {
            // As JavaScript writes it: no zero at the end.
            String price = (10 * i + round) + "." + (i + 1) % 10 + "1";
            bodies.add(body(SYMBOLS.get(i), price));
            bySymbol.put(SYMBOLS.get(i), price);
        }
        return new Prices(List.copyOf(bodies), new TreeMap<>(bySymbol));
    }

    static String body(String symbol, String price) {
        return "{\"symbol\":\"" + symbol + "\",\"price\":" + price + ",\"time\":\"2026-11-22T14:30:00Z\"}";
    }
}
