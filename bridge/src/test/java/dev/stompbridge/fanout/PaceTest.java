package dev.stompbridge.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A subscription with a pace: at most one message of each key in an interval, always the latest, and always the last. */
final class PaceTest {
    private static final Duration QUARTER = Duration.ofMillis(250);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Bench bench = new Bench();
    private final Browser browser = bench.browser(1024 * 1024);

    @Test
    void theFirstMessageOfAKeyIsNotHeldBack() {
        Line line = Line.paced(browser, "s", SECOND);
        line.offerAll("a", "b");

        assertThat(browser.bodies()).containsExactly("a", "b");
    }

    @Test
    void theLastMessageComesWhenTheIntervalIsOver() {
        Line line = Line.paced(browser, "s", QUARTER);
        line.offer("k", "m1");
        browser.readAll();
        line.offer("k", "m2");
        line.offer("k", "m3");

        bench.pass(QUARTER.minus(Bench.TICK));
        assertThat(browser.bodies()).containsExactly("m1");
        bench.pass(Bench.TICK.multipliedBy(2));
        assertThat(browser.readAll())
                .extracting(Browser.Seen::body, Browser.Seen::sequence, Browser.Seen::skipped)
                .containsExactly(tuple("m1", 1L, 0), tuple("m3", 3L, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 250, 3_000, 70_000})
    void aKeyIsNeverServedMoreOftenAndItsLastMessageIsNeverWithheld(int intervalMillis) {
        Duration interval = Duration.ofMillis(intervalMillis);
        Line line = Line.paced(browser, "s", interval);
        Random random = new Random(intervalMillis);
        Map<String, String> latest = new HashMap<>();
        for (int i = 0; i < 5_000; i++) {
            String key = "k" + random.nextInt(5);
            latest.put(key, key + ":" + i);
            line.offer(key, key + ":" + i);
            bench.pass(Bench.TICK.multipliedBy(random.nextInt(intervalMillis / 100 + 2)));
            browser.readAll();
        }
        bench.pass(interval.plus(Bench.TICK.multipliedBy(2)));

        Map<String, List<Browser.Seen>> byKey = new HashMap<>();
        for (Browser.Seen seen : browser.readAll()) {
            byKey.computeIfAbsent(seen.body().substring(0, 2), key -> new ArrayList<>())
                    .add(seen);
        }
        assertThat(byKey).hasSameSizeAs(latest).allSatisfy((key, all) -> {
            assertThat(all.get(all.size() - 1).body()).isEqualTo(latest.get(key));
            for (int i = 1; i < all.size(); i++) {
                assertThat(all.get(i).at() - all.get(i - 1).at()).isGreaterThanOrEqualTo(interval.toNanos());
            }
        });
    }

    @Test
    void aStreamIsServedOnceInEachInterval() {
        Line line = Line.paced(browser, "s", QUARTER);
        for (int i = 0; i < 1000; i++) {
            line.offer("k", "m" + i);
            bench.pass(Bench.TICK);
            browser.readAll();
        }

        // Ten seconds; each time, the timer may see it a tick late.
        assertThat(browser.readAll()).hasSizeBetween(38, 41);
    }

    @Test
    void aFasterPaceHoldsAtOnce() {
        Line line = Line.paced(browser, "s", Duration.ofSeconds(1000));
        line.offerAll("k");
        browser.readAll();
        line.offer("k", "late");
        bench.pass(SECOND);
        assertThat(browser.bodies()).containsExactly("k");

        line.pace(SECOND.plus(QUARTER));
        bench.pass(QUARTER.minus(Bench.TICK));
        assertThat(browser.bodies()).containsExactly("k");
        bench.pass(Bench.TICK.multipliedBy(2));
        assertThat(browser.bodies()).containsExactly("k", "late");
    }

    @Test
    void aSlowerPaceHoldsAtOnce() {
        Line line = Line.paced(browser, "s", QUARTER);
        line.offerAll("k");
        browser.readAll();
        line.offer("k", "late");
        line.pace(SECOND);

        bench.pass(SECOND.minus(Bench.TICK));
        assertThat(browser.bodies()).containsExactly("k");
        bench.pass(Bench.TICK.multipliedBy(2));
        assertThat(browser.bodies()).containsExactly("k", "late");
    }

    @Test
    void withoutAPaceWhatWaitsLeavesAtOnce() {
        Line line = Line.paced(browser, "s", SECOND);
        line.offerAll("k");
        browser.readAll();
        line.offer("k", "m2");
        line.pace(Duration.ZERO);

        assertThat(browser.bodies()).containsExactly("k", "m2");
        line.offer("k", "m3");
        browser.readAll();
        line.offer("k", "m4");
        assertThat(browser.bodies()).containsExactly("k", "m2", "m3", "m4");
    }

    @Test
    void aPaceConflatesWhatAlreadyWaits() {
        Line line = Line.of(browser, "s", Line.DROP_OLDEST);
        line.offer("first", "in flight");
        line.offer("a", "a1");
        line.offer("b", "b1");
        line.offer("a", "a2");
        line.pace(SECOND);

        assertThat(browser.readAll())
                .extracting(Browser.Seen::body, Browser.Seen::skipped)
                .containsExactly(tuple("in flight", 0), tuple("a2", 1), tuple("b1", 0));
        line.offer("a", "a3");
        line.offer("a", "a4");
        bench.pass(SECOND.minus(Bench.TICK));
        assertThat(browser.readAll()).hasSize(3);
        bench.pass(Bench.TICK.multipliedBy(2));
        assertThat(browser.bodies()).endsWith("a4").hasSize(4);
    }

    @Test
    void whatIsNotConflatedByItselfIsNotAfterThePaceEnded() {
        Line line = Line.of(browser, "s", Line.DROP_OLDEST);
        line.pace(SECOND);
        line.offer("k", "m1");
        line.offer("k", "m2");
        line.pace(Duration.ZERO);
        line.offer("k", "m3");
        line.offer("k", "m4");

        assertThat(browser.bodies()).containsExactly("m1", "m2", "m3", "m4");
    }

    @Test
    void eachSubscriptionHasItsOwnPace() {
        Line fast = Line.paced(browser, "fast", QUARTER);
        Line slow = Line.paced(browser, "slow", SECOND);
        for (int i = 0; i < 100; i++) {
            fast.offer("k", "f" + i);
            slow.offer("k", "s" + i);
            bench.pass(Bench.TICK);
            browser.readAll();
        }

        assertThat(browser.readAll().stream().filter(seen -> seen.subscription().equals("fast")))
                .hasSize(4);
        assertThat(browser.readAll().stream().filter(seen -> seen.subscription().equals("slow")))
                .hasSize(1);
    }

    /** Each would wake the outbox again and again for as long as messages come. */
    @Test
    void changesOfThePaceDoNotMultiplyItsWakings() {
        PaceWheel wheel = new PaceWheel(0);
        long slot = wheel.add(browser.outbox(), PaceWheel.NEVER, 0, SECOND.toNanos());
        for (int i = 0; i < 1000; i++) {
            slot = wheel.add(browser.outbox(), slot, 0, (i % 2 == 0 ? QUARTER : SECOND).toNanos());
        }

        assertThat(wheel.due(2 * SECOND.toNanos())).hasSize(2);
    }

    @Test
    void aSubscriptionRemembersManyKeysButNotAllThatEverWere() {
        Line line = Line.paced(browser, "s", Duration.ofSeconds(1000));
        line.offer("first", "m");
        browser.readAll();
        for (int i = 0; i < 9_999; i++) {
            line.offer("k" + i, "");
            browser.readAll();
        }
        line.offer("first", "held back");
        assertThat(browser.readAll()).hasSize(10_000);
        line.offer("another", "");

        assertThat(browser.bodies()).hasSize(10_002).endsWith("held back");
    }

    @Test
    void aPaceThatWaitsDoesNotMakeTheOutboxBusy() {
        Line line = Line.paced(browser, "s", SECOND);
        line.offerAll("k");
        browser.readAll();
        line.offerAll("k");

        // A heart-beat is due then: nothing else leaves.
        assertThat(browser.outbox().isEmpty()).isTrue();
        assertThat(browser.outbox().pendingBytes()).isPositive();
    }
}
