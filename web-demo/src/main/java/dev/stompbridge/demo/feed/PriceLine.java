package dev.stompbridge.demo.feed;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The grammar of a replay file.
 *
 * <pre>
 * line   = symbol "," time "," price      each may stand in double quotes
 * time   = ISO 8601: 2026-11-22T14:30:00Z, or with another offset, or without one (UTC), or the date alone (midnight
 *          UTC); a space may stand for the T
 * price  = 1*9DIGIT [ "." 1*6DIGIT ]
 * </pre>
 */
final class PriceLine {

    private static final int FIELDS = 3;
    private static final int MAX_TIME_CHARS = 40;
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,9}(\\.\\d{1,6})?");
    private static final int DATE_CHARS = 10;
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffsetId()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private PriceLine() {}

    static Price parse(String line) throws BadLineException {
        String[] fields = line.split(",", -1);
        if (fields.length != FIELDS) {
            throw new BadLineException("a line is symbol,time,price");
        }
        String amount = unquoted(fields[2]);
        if (!AMOUNT.matcher(amount).matches()) {
            throw new BadLineException("a price is digits with a point and at most six decimals");
        }
        try {
            return new Price(unquoted(fields[0]), new BigDecimal(amount), time(unquoted(fields[1])));
        } catch (DateTimeException e) {
            throw new BadLineException("a time is ISO 8601, such as 2026-11-22T14:30:00Z");
        } catch (IllegalArgumentException e) {
            throw new BadLineException(String.valueOf(e.getMessage()));
        }
    }

    /** True for a line that names the columns. */
    static boolean isHeader(String line) {
        String[] fields = line.split(",", -1);
        return fields.length == FIELDS
                && unquoted(fields[0]).equalsIgnoreCase("symbol")
                && unquoted(fields[2]).equalsIgnoreCase("price");
    }

    private static Instant time(String text) {
        if (text.length() > MAX_TIME_CHARS) {
            throw new DateTimeException("too long");
        }
        boolean spaced = text.length() > DATE_CHARS && text.charAt(DATE_CHARS) == ' ';
        TemporalAccessor time = TIME.parseBest(
                spaced ? text.replaceFirst(" ", "T") : text,
                OffsetDateTime::from,
                LocalDateTime::from,
                LocalDate::from);
        if (time instanceof OffsetDateTime exact) {
            return exact.toInstant();
        }
        LocalDateTime local = time instanceof LocalDate date ? date.atStartOfDay() : LocalDateTime.from(time);
        return local.toInstant(ZoneOffset.UTC);
    }

    private static String unquoted(String field) {
        String text = field.strip();
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
