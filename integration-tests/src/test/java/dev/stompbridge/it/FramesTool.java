package dev.stompbridge.it;

import com.microsoft.playwright.Page;
import dev.stompbridge.demo.feed.FeedTarget;
import dev.stompbridge.demo.feed.Listing;
import dev.stompbridge.demo.feed.PriceFeed;
import dev.stompbridge.demo.feed.RandomWalk;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the ticker keeps drawing while 500 symbols change five times a second each: {@code mvn -Pframes}. Counts frames and long
 * tasks in Chromium for half a minute, on the ticker and, to compare, on a page where nothing moves.
 */
final class FramesTool {
    private static final int SYMBOLS = 500;
    private static final double PRICES_PER_SECOND = 5.0 * SYMBOLS;
    private static final double SECONDS = 30;

    /** The time between frames, sorted, and how long tasks of more than 50 ms took (W3C Long Tasks API §2). */
    private static final String WATCH = """
            seconds => new Promise(resolve => {
                const gaps = [], tasks = [];
                new PerformanceObserver(list => list.getEntries().forEach(task => tasks.push(task.duration)))
                    .observe({ type: 'longtask' });
                const begun = performance.now();
                let last = begun;
                const frame = now => {
                    gaps.push(now - last);
                    last = now;
                    if (now - begun < 1000 * seconds) {
                        requestAnimationFrame(frame);
                    } else {
                        gaps.sort((a, b) => a - b);
                        resolve({
                            rate: 1000 * gaps.length / (now - begun), p50: gaps[gaps.length >> 1],
                            p99: gaps[Math.floor(0.99 * gaps.length)], max: gaps.at(-1), tasks: tasks.length,
                            taskMillis: tasks.reduce((sum, each) => sum + each, 0), longest: Math.max(0, ...tasks),
                        });
                    }
                };
                requestAnimationFrame(frame);
            })""";

    private static final List<String> COLUMNS = List.of("rate", "p50", "p99", "max", "tasks", "taskMillis", "longest");

    private FramesTool() {}

    public static void main(String... args) throws Exception {
        Path directory = Files.createTempDirectory(Path.of("target"), "frames");
        try (DemoSite site = new DemoSite(directory);
                PriceFeed feed = PriceFeed.start(target(site), prices())) {
            System.out.println(
                    "| page | frames/s | ms between frames, p50 | p99 | longest | long tasks | ms in them | the longest |");
            System.out.println("|---|---|---|---|---|---|---|---|");
            System.out.println(row("source, nothing moves", watch(site, "source/?file=home/main.js", false)));
            long before = feed.published();
            System.out.println(row("ticker, 500 symbols", watch(site, "ticker/", true)));
            System.out.printf(Locale.ROOT, "%n%d prices published meanwhile%n", feed.published() - before);
        }
    }

    private static FeedTarget target(DemoSite site) {
        return new FeedTarget(
                "tcp://127.0.0.1:" + site.bridge().openWirePort(), "backend", "backend-demo", FeedTarget.QUEUE, false);
    }

    private static RandomWalk prices() {
        List<Listing> listings = IntStream.range(0, SYMBOLS)
                .mapToObj(i -> new Listing("S" + i, BigDecimal.valueOf(20 + i)))
                .toList();
        return new RandomWalk(listings, PRICES_PER_SECOND, 1, Clock.systemUTC());
    }

    private static Map<?, ?> watch(DemoSite site, String path, boolean ticker) {
        try (Visitor visitor = site.visitor()) {
            Page page = visitor.page();
            page.setDefaultTimeout((double) Limits.START.toMillis());
            visitor.open(site.page(path));
            if (ticker) {
                visitor.awaitLive();
                page.waitForFunction(
                        "symbols => document.querySelectorAll('[data-field=price][data-value]:not([data-value=\"\"])').length"
                                + " >= symbols",
                        SYMBOLS);
            }
            return (Map<?, ?>) page.evaluate(WATCH, SECONDS);
        }
    }

    private static String row(String page, Map<?, ?> measured) {
        StringBuilder row = new StringBuilder("| " + page);
        for (String column : COLUMNS) {
            row.append(String.format(Locale.ROOT, " | %.1f", number(measured.get(column))));
        }
        return row + " |";
    }

    private static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
