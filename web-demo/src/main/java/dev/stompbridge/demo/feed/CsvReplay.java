package dev.stompbridge.demo.feed;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays a file of {@link PriceLine}s with the pauses between their times, faster or slower. The prices keep their own
 * times. Empty lines, comments ({@code #}) and a header are passed over; whatever else is no price is counted and
 * skipped, and the first few are logged. A time before the previous one, as in a file sorted by symbol, follows at once.
 */
public final class CsvReplay implements PriceSource {

    /** Opens the file from its beginning, once for every pass. */
    @FunctionalInterface
    public interface Opener {
        InputStream open() throws IOException;
    }

    /**
     * How to replay.
     *
     * @param speed 1 is the pace of the file, 60 turns a minute into a second; above 0
     * @param loop begins again at the end, after a second
     */
    public record Options(double speed, boolean loop) {
        public Options {
            if (!(speed > 0 && Double.isFinite(speed))) {
                throw new IllegalArgumentException("the speed is a factor above 0");
            }
        }
    }

    static final int MAX_LINE_CHARS = 256;
    /** No pause is longer: a night or a weekend between two prices is cut short. */
    static final Duration MAX_PAUSE = Duration.ofHours(1);

    static final Duration PAUSE_BETWEEN_PASSES = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(CsvReplay.class);
    private static final int LOGGED_BAD_LINES = 5;

    private final Opener opener;
    private final Options options;
    private BoundedLines lines;
    private @Nullable Instant previous;
    private Duration pauseBeforePass = Duration.ZERO;
    private boolean priceInThisPass;
    private long badLines;

    public CsvReplay(Opener opener, Options options) throws IOException {
        this.opener = opener;
        this.options = options;
        this.lines = open();
    }

    @Override
    public @Nullable Tick next() throws IOException {
        Price price = read();
        // A pass without a single price would be repeated for ever.
        if (price == null && options.loop() && priceInThisPass) {
            startAgain();
            price = read();
        }
        if (price == null) {
            return null;
        }
        priceInThisPass = true;
        Tick tick = new Tick(pause(price.time()), price);
        previous = price.time();
        return tick;
    }

    /** Lines skipped so far, over all passes. */
    public long badLines() {
        return badLines;
    }

    @Override
    public void close() throws IOException {
        lines.close();
        if (badLines > 0) {
            LOG.warn("Lines of the replay that were no prices and skipped: {}", badLines);
        }
    }

    private void startAgain() throws IOException {
        lines.close();
        lines = open();
        previous = null;
        priceInThisPass = false;
        pauseBeforePass = PAUSE_BETWEEN_PASSES;
    }

    private BoundedLines open() throws IOException {
        return new BoundedLines(opener.open(), MAX_LINE_CHARS);
    }

    /** The next good line, or null at the end of the file. */
    private @Nullable Price read() throws IOException {
        while (true) {
            try {
                String line = lines.next();
                if (line == null) {
                    return null;
                }
                if (!isPassedOver(line)) {
                    return PriceLine.parse(line);
                }
            } catch (BadLineException e) {
                badLines++;
                if (badLines <= LOGGED_BAD_LINES) {
                    LOG.warn("Line {} is skipped: {}", lines.number(), e.getMessage());
                }
            }
        }
    }

    private static boolean isPassedOver(String line) {
        return line.isBlank() || line.startsWith("#") || PriceLine.isHeader(line);
    }

    private Duration pause(Instant time) {
        if (previous == null) {
            return pauseBeforePass;
        }
        double nanos = Duration.between(previous, time).toMillis() * 1_000_000.0 / options.speed();
        double longest = (double) MAX_PAUSE.toNanos();
        return Duration.ofNanos((long) Math.max(0, Math.min(nanos, longest)));
    }
}
