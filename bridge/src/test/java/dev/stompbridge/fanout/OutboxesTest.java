package dev.stompbridge.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits for all browsers together is bounded, and the slowest pay first. */
final class OutboxesTest {
    private static final int MEBIBYTE = 1024 * 1024;
    private static final int STEP = Outboxes.REPORTED_STEP;
    private static final byte[] FRAME = frame(1000);

    private final Bench bench = new Bench(MEBIBYTE);

    @Test
    void theBrowserThatMostWaitsForIsEndedAndTheOthersStay() {
        Browser slow = bench.browser(MEBIBYTE);
        Browser slowest = bench.browser(MEBIBYTE);
        Browser fast = bench.browser(MEBIBYTE);
        fill(slow, 300_000);
        fill(slowest, 600_000);
        fill(fast, 50_000);
        fill(slow, 200_000);

        assertThat(slowest.overflows()).containsExactly(true);
        assertThat(slow.overflows()).isEmpty();
        assertThat(fast.overflows()).isEmpty();
        assertThat(bench.outboxes().bytes()).isBetween(550_000L - 2 * STEP, 650_000L + STEP);
        assertThat(slowest.outbox().offer(FRAME)).isEqualTo(Outbox.CLOSED);
    }

    @Test
    void asManyAreEndedAsHaveToBe() {
        List<Browser> browsers = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            Browser browser = bench.browser(2 * MEBIBYTE);
            fill(browser, i * 60_000);
            browsers.add(browser);
        }
        Browser last = bench.browser(2 * MEBIBYTE);
        last.outbox().offer(frame(100));
        last.outbox().offer(frame(700_000));
        bench.run();

        assertThat(last.overflows()).containsExactly(true);
        assertThat(browsers)
                .allSatisfy(browser -> assertThat(browser.overflows()).isEmpty());
    }

    @Test
    void whatWaitsInLanesCounts() {
        Browser browser = bench.browser(2 * MEBIBYTE);
        Line line = Line.of(browser, "s", Line.DROP_OLDEST);
        for (int i = 0; i < 900; i++) {
            line.offer("k", "x".repeat(1000));
        }

        assertThat(bench.outboxes().bytes()).isGreaterThan(900_000);
        line.close();
        assertThat(bench.outboxes().bytes()).isLessThan(STEP);
        browser.readAll();
        assertThat(bench.outboxes().bytes()).isZero();
    }

    @Test
    void whatHasLeftCountsNoMore() {
        Browser browser = bench.browser(MEBIBYTE);
        fill(browser, 500_000);
        assertThat(bench.outboxes().bytes()).isGreaterThan(400_000);

        browser.readAll();

        assertThat(bench.outboxes().bytes()).isZero();
    }

    @Test
    void anEndedBrowserCountsNoMoreWhenItsConnectionIsGone() {
        Browser browser = bench.browser(MEBIBYTE);
        fill(browser, 500_000);
        browser.outbox().dropWaiting();
        assertThat(bench.outboxes().bytes()).isLessThan(100_000);

        browser.outbox().discard();

        assertThat(bench.outboxes().bytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void nothingIsCountedForEverWhateverHappens(long seed) {
        Random random = new Random(seed);
        List<Browser> browsers = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        for (int step = 0; step < 5_000; step++) {
            if (browsers.size() < 20) {
                Browser browser = bench.browser(200_000);
                browsers.add(browser);
                lines.add(Line.of(browser, "s", new Lane.Bounds(random.nextBoolean(), 60_000, 0)));
            }
            int one = random.nextInt(browsers.size());
            Browser browser = browsers.get(one);
            switch (random.nextInt(12)) {
                case 0, 1 -> browser.read();
                case 2 -> browser.outbox().offerUrgent(FRAME);
                case 3 -> lines.get(one).pace(Duration.ofMillis(10L * random.nextInt(20)));
                case 4 -> bench.pass(Duration.ofMillis(10));
                case 5 -> {
                    if (random.nextInt(10) == 0) {
                        gone(browser, random);
                        browsers.remove(one);
                        lines.remove(one);
                    }
                }
                case 6, 7 -> lines.get(one).offer("k" + random.nextInt(50), "x".repeat(random.nextInt(20_000)));
                case 8 -> bench.run();
                default -> browser.outbox().offer(frame(random.nextInt(20_000)));
            }
        }
        lines.forEach(Line::close);
        browsers.forEach(Browser::readAll);

        assertThat(bench.outboxes().bytes()).isZero();
    }

    /** In each of the ways in which a connection ends. */
    private static void gone(Browser browser, Random random) {
        if (random.nextBoolean()) {
            browser.outbox().offerLast(FRAME);
        }
        if (random.nextBoolean()) {
            browser.readAll();
        }
        browser.outbox().discard();
        browser.readAll();
    }

    @Test
    void aMessageThatMayNotBeSkippedWaitsFromWhenItCame() {
        Browser browser = bench.browser(MEBIBYTE);
        browser.outbox().offer(FRAME);
        assertThat(browser.outbox().waitingNanos(bench.now())).isZero();
        bench.pass(Duration.ofSeconds(1));
        browser.outbox().offer(FRAME);
        bench.pass(Duration.ofSeconds(2));
        browser.outbox().offer(FRAME);
        bench.pass(Duration.ofSeconds(3));

        assertThat(browser.outbox().waitingNanos(bench.now()))
                .isEqualTo(Duration.ofSeconds(5).toNanos());
        browser.read();
        assertThat(browser.outbox().waitingNanos(bench.now())).isPositive();
        browser.read();
        assertThat(browser.outbox().waitingNanos(bench.now())).isZero();
    }

    @Test
    void whatMayBeSkippedDoesNotWaitTooLong() {
        Browser browser = bench.browser(MEBIBYTE);
        Line.of(browser, "s", Line.CONFLATE).offerAll("a", "b", "c");
        bench.pass(Duration.ofSeconds(10));

        assertThat(browser.outbox().waitingNanos(bench.now())).isZero();
    }

    @Test
    void aBrowserThatReadsSlowlyIsSeenAsLateByAsMuchAtMost() {
        Bench roomy = new Bench();
        Browser browser = roomy.browser(64 * MEBIBYTE);
        byte[] large = frame(Outbox.JOINED_BYTES);
        long longest = 0;
        for (int i = 0; i < 200; i++) {
            browser.outbox().offer(large);
            browser.outbox().offer(large);
            roomy.pass(Duration.ofMillis(100));
            browser.read();
            longest = Math.max(longest, browser.outbox().waitingNanos(roomy.now()));
        }

        // The last one waits behind two hundred others, each of which takes a tenth of a second.
        assertThat(longest)
                .isBetween(
                        Duration.ofSeconds(5).toNanos(), Duration.ofSeconds(20).toNanos());
    }

    private void fill(Browser browser, int bytes) {
        for (int held = 0; held < bytes; held += FRAME.length) {
            browser.outbox().offer(FRAME);
            bench.run();
        }
    }

    /** Heart-beats: whatever a browser makes of them, they are bytes. */
    private static byte[] frame(int bytes) {
        return FrameBytes.ofStomp("\n".repeat(bytes).getBytes(UTF_8));
    }
}
