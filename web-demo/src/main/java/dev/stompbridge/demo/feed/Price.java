package dev.stompbridge.demo.feed;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A price of one symbol, within the bounds that the route's schema sets.
 *
 * @param symbol one to ten capitals and digits, with at most one class suffix such as {@code .B}
 * @param amount above zero, below a thousand million, at most six decimals
 * @param time when the price was made, in a year of four digits
 */
public record Price(String symbol, BigDecimal amount, Instant time) {

    private static final Pattern SYMBOL = Pattern.compile("[A-Z][A-Z0-9]{0,9}(\\.[A-Z])?");
    private static final BigDecimal BOUND = BigDecimal.valueOf(1_000_000_000);
    private static final int MAX_DECIMALS = 6;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    public Price {
        if (!SYMBOL.matcher(symbol).matches()) {
            throw new IllegalArgumentException("a symbol is one to ten capitals and digits");
        }
        if (amount.signum() <= 0 || amount.compareTo(BOUND) >= 0) {
            throw new IllegalArgumentException("a price is above 0 and below 1000000000");
        }
        if (amount.scale() < 0 || amount.scale() > MAX_DECIMALS) {
            throw new IllegalArgumentException("a price has at most six decimals");
        }
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new IllegalArgumentException("a time has a year of four digits");
        }
    }

    /** The message body of the feed: {@code {"symbol":"NVDA","price":13.92,"time":"2026-11-22T14:30:00Z"}}. */
    public String toJson() {
        // Nothing to escape: symbols have no such characters.
        return "{\"symbol\":\"" + symbol + "\",\"price\":" + amount.toPlainString() + ",\"time\":\"" + time + "\"}";
    }
}
