package dev.stompbridge.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stompbridge.ops.Metric;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a subscription that may skip messages leaves out of what its browser does not take in time. */
final class LaneTest {
    private static final int PLENTY = 1024 * 1024;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Bench bench = new Bench();
    private final Browser browser = bench.browser(PLENTY);

    @Test
    void aBrowserThatKeepsUpGetsEverything() {
        Line line = Line.of(browser, "s", Line.CONFLATE);
        for (int i = 1; i <= 3; i++) {
            line.offer("key", "m" + i);
            browser.readAll();
        }

        assertThat(browser.readAll())
                .extracting(Browser.Seen::body, Browser.Seen::sequence, Browser.Seen::skipped)
                .containsExactly(tuple("m1", 1L, 0), tuple("m2", 2L, 0), tuple("m3", 3L, 0));
    }

    @Test
    void aNewerMessageTakesThePlaceOfTheWaitingOneOfItsKey() {
        Line line = Line.of(browser, "s", Line.CONFLATE);
        line.offer("first", "in flight");
        line.offer("a", "a1");
        line.offer("b", "b1");
        line.offer("a", "a2");
        line.offer("a", "a3");
        assertThat(bench.counted(Metric.MESSAGES_SKIPPED)).isEqualTo(2);

        assertThat(browser.readAll())
                .extracting(Browser.Seen::body, Browser.Seen::sequence, Browser.Seen::skipped)
                .containsExactly(tuple("in flight", 1L, 0), tuple("a3", 5L, 2), tuple("b1", 3L, 0));
        assertThat(bench.counted(Metric.MESSAGES_SKIPPED)).isEqualTo(2);
        assertThat(bench.counted(Metric.DELIVERIES)).isEqualTo(3);
    }

    @Test
    void theOldestMessagesMakeRoomForTheNewest() {
        Line line = Line.of(browser, "s", new Lane.Bounds(false, Line.cost(2, 2), 0));
        line.offerAll("m1", "m2", "m3", "m4", "m5");

        assertThat(browser.readAll())
                .extracting(Browser.Seen::body, Browser.Seen::sequence, Browser.Seen::skipped)
                .containsExactly(tuple("m1", 1L, 0), tuple("m4", 4L, 2), tuple("m5", 5L, 0));
    }

    @Test
    void messagesOfOneKeyAllWaitWhereTheyAreNotConflated() {
        Line line = Line.of(browser, "s", Line.DROP_OLDEST);
        line.offer("key", "m1");
        line.offer("key", "m2");
        line.offer("key", "m3");

        assertThat(browser.bodies()).containsExactly("m1", "m2", "m3");
    }

    @Test
    void oneMessageWaitsHoweverLargeItIs() {
        Line line = Line.of(browser, "s", new Lane.Bounds(false, 100, 0));
        line.offerAll("m1", "x".repeat(200), "y".repeat(300));

        assertThat(browser.bodies()).containsExactly("m1", "y".repeat(300));
    }

    @Test
    void conflatedKeysBeyondTheBoundLoseTheOneThatWaitsLongest() {
        Line line = Line.of(browser, "s", new Lane.Bounds(true, Line.cost(2, 2), 0));
        line.offerAll("m0", "aa", "bb");
        line.offer("aa", "a2");
        line.offer("cc", "cc");

        assertThat(browser.readAll())
                .extracting(Browser.Seen::body, Browser.Seen::sequence, Browser.Seen::skipped)
                .containsExactly(tuple("m0", 1L, 0), tuple("bb", 3L, 2), tuple("cc", 5L, 0));
    }

    @Test
    void whatHasWaitedForTooLongIsLeftOut() {
        Line line = Line.of(browser, "s", new Lane.Bounds(false, PLENTY, SECOND.toNanos()));
        line.offerAll("m1", "m2");
        bench.pass(SECOND.plus(Bench.TICK));
        line.offerAll("m3");

        assertThat(browser.readAll())
                .extracting(Browser.Seen::body, Browser.Seen::skipped)
                .containsExactly(tuple("m1", 0), tuple("m3", 1));
    }

    @Test
    void whatHasWaitedForAsLongAsItMayIsSent() {
        Line line = Line.of(browser, "s", new Lane.Bounds(false, PLENTY, SECOND.toNanos()));
        line.offerAll("m1", "m2");
        bench.pass(SECOND);

        assertThat(browser.bodies()).containsExactly("m1", "m2");
    }

    @Test
    void whenAllThatWaitedIsTooOldTheNextMessageTellsIt() {
        Line line = Line.of(browser, "s", new Lane.Bounds(true, PLENTY, SECOND.toNanos()));
        line.offerAll("m1", "m2", "m3");
        bench.pass(SECOND.plus(Bench.TICK));

        assertThat(browser.bodies()).containsExactly("m1");
        assertThat(browser.outbox().isEmpty()).isTrue();
        assertThat(browser.outbox().pendingBytes()).isZero();
        line.offerAll("m4");
        assertThat(browser.readAll().get(1))
                .extracting(Browser.Seen::sequence, Browser.Seen::skipped)
                .containsExactly(4L, 2);
    }

    @Test
    void lanesAreServedInTurn() {
        Line.of(browser, "first", Line.DROP_OLDEST).offerAll("in flight");
        Line.of(browser, "a", Line.DROP_OLDEST).offerAll("a1", "a2", "a3");
        Line.of(browser, "b", Line.DROP_OLDEST).offerAll("b1", "b2");
        Line.of(browser, "c", Line.DROP_OLDEST).offerAll("c1");

        assertThat(browser.bodies()).containsExactly("in flight", "a1", "b1", "c1", "a2", "b2", "a3");
    }

    @Test
    void messagesLeaveTheirLaneWhenTheyLeaveAltogether() {
        Line line = Line.of(browser, "s", Line.CONFLATE);
        line.offer("first", "in flight");
        String large = "x".repeat(40 * 1024);
        line.offer("a", large);
        line.offer("b", large);
        line.offer("c", large);
        browser.read();
        line.offer("c", "newer");
        browser.read();

        assertThat(browser.bodies()).containsExactly("in flight", large, large, "newer");
    }

    @Test
    void aClosedLaneForgetsWhatWaitsAndTakesNothingMore() {
        Line line = Line.of(browser, "s", Line.CONFLATE);
        Line other = Line.of(browser, "o", Line.CONFLATE);
        line.offerAll("m1", "m2", "m3");
        other.offerAll("o1");
        line.close();
        line.offerAll("m4");

        assertThat(browser.bodies()).containsExactly("m1", "o1");
        assertThat(browser.outbox().pendingBytes()).isZero();
    }

    @Test
    void framesThatMayNotBeSkippedTakeRoomFromLanes() {
        Browser small = bench.browser(1000);
        Line line = Line.of(small, "s", Line.DROP_OLDEST);
        line.offerAll("m1", "m2", "m3");
        small.outbox().offer(FrameBytes.ofStomp("\n".repeat(600).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        line.offerAll("m4");

        assertThat(small.bodies()).containsExactly("m1", "m4");
        assertThat(small.overflows()).isEmpty();
    }

    @Test
    void allLanesTogetherAreBounded() {
        Browser small = bench.browser(Line.cost(10, 4));
        for (int i = 0; i < 3; i++) {
            Line line = Line.of(small, "s" + i, Line.DROP_OLDEST);
            IntStream.range(0, 100).forEach(number -> line.offer("key", "m" + (100 + number)));
        }

        assertThat(small.outbox().pendingBytes()).isLessThanOrEqualTo(Line.cost(10 + 3, 4));
        assertThat(small.readAll()).hasSizeBetween(10, 14);
    }

    @Test
    void messagesThatMayBeSkippedNeverEndAnOutbox() {
        Browser small = bench.browser(500);
        Line line = Line.of(small, "s", Line.DROP_OLDEST);
        IntStream.range(0, 1000).forEach(number -> line.offer("key", "m" + number));

        assertThat(small.overflows()).isEmpty();
        assertThat(small.bodies()).startsWith("m0").endsWith("m999");
    }

    @Test
    void anOutboxThatIsDiscardedHoldsNothing() {
        Line line = Line.of(browser, "s", Line.CONFLATE);
        line.offerAll("m1", "m2", "m3");
        browser.outbox().discard();
        line.offerAll("m4");

        assertThat(browser.outbox().pendingBytes()).isZero();
        assertThat(browser.bodies()).containsExactly("m1");
    }
}
