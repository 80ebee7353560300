package dev.stompbridge.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.ops.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** At any quiet moment, messages received and those that were told as skipped are all that there were up to the latest. */
final class SkippedAddsUpTest {
    private static final int STEPS = 4_000;
    private static final int QUIET_EVERY = 400;
    private static final int KEYS = 12;
    private static final Duration MOST = Duration.ofSeconds(2);
    private static final List<Duration> PACES =
            List.of(Duration.ZERO, Duration.ofMillis(20), Duration.ofMillis(300), MOST);

    /** One subscription, what was offered to it, and whether nothing but conflation and pace may take a message from it. */
    private static final class Watched {
        private final String id;
        private final Line line;
        private final boolean keepsLatest;
        private final Map<String, String> latest = new HashMap<>();
        private long offered;

        private Watched(Browser browser, String id, Lane.Bounds bounds, boolean keepsLatest) {
            this.id = id;
            this.line = Line.of(browser, id, bounds);
            this.keepsLatest = keepsLatest;
        }

        private void offer(Random random) {
            String key = "k" + random.nextInt(KEYS);
            String body = key + ":" + (offered + 1) + " ".repeat(random.nextInt(200));
            offered = line.offer(key, body);
            latest.put(key, body);
        }
    }

    private final Bench bench = new Bench();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void inEveryMixtureOfPoliciesPacesAndBrowsers(long seed) {
        Random random = new Random(seed);
        boolean tight = seed % 2 == 0;
        Browser browser = bench.browser(tight ? 6_000 : 64 * 1024 * 1024);
        List<Watched> lanes = lanes(browser, tight);
        for (int step = 1; step <= STEPS; step++) {
            act(random, browser, lanes);
            if (step % QUIET_EVERY == 0) {
                quiet(browser, lanes);
                lanes.forEach(lane -> check(lane, browser.readAll()));
                checkCounts(browser, lanes);
            }
        }
        assertThat(browser.overflows()).isEmpty();
        assertThat(bench.counted(Metric.MESSAGES_SKIPPED)).isPositive();
    }

    private static List<Watched> lanes(Browser browser, boolean tight) {
        List<Watched> lanes = new ArrayList<>();
        lanes.add(new Watched(browser, "conflate", Line.CONFLATE, !tight));
        lanes.add(new Watched(browser, "drop", Line.DROP_OLDEST, false));
        lanes.add(new Watched(browser, "drop some", new Lane.Bounds(false, 2_000, 0), false));
        lanes.add(new Watched(browser, "conflate some", new Lane.Bounds(true, 1_000, 0), false));
        if (tight) {
            lanes.add(new Watched(browser, "drop old", new Lane.Bounds(false, 2_000, 50_000_000), false));
            lanes.add(
                    new Watched(browser, "conflate old", new Lane.Bounds(true, Integer.MAX_VALUE, 50_000_000), false));
        }
        return lanes;
    }

    private void act(Random random, Browser browser, List<Watched> lanes) {
        Watched lane = lanes.get(random.nextInt(lanes.size()));
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> browser.read();
            case 3 -> bench.pass(Bench.TICK.multipliedBy(random.nextInt(10)));
            case 4 -> lane.line.pace(PACES.get(random.nextInt(PACES.size())));
            case 5 -> {
                if (browser.outbox().hasRoom(1)) {
                    browser.outbox().offer(FrameBytes.heartBeat());
                }
            }
            default -> lane.offer(random);
        }
    }

    /** Reads on until nothing waits, not even for its pace. */
    private void quiet(Browser browser, List<Watched> lanes) {
        for (Duration waited = Duration.ZERO; waited.compareTo(MOST.plus(Bench.TICK)) <= 0; ) {
            browser.readAll();
            bench.pass(Bench.TICK);
            waited = waited.plus(Bench.TICK);
        }
        browser.readAll();
        lanes.forEach(lane -> tellTheRest(lane, browser));
        assertThat(browser.outbox().isEmpty()).isTrue();
        assertThat(browser.outbox().pendingBytes()).isZero();
        assertThat(bench.outboxes().bytes()).isZero();
        assertThat(lanes)
                .allSatisfy(lane -> assertThat(lane.line.lane().bytes()).isZero());
    }

    /** What was left out for its age is told by the next message, and at the end there may be none. */
    private static void tellTheRest(Watched lane, Browser browser) {
        lane.line.pace(Duration.ZERO);
        lane.offered = lane.line.offer("last", "last:" + (lane.offered + 1));
        lane.latest.put("last", "last:" + lane.offered);
        browser.readAll();
    }

    private static void check(Watched lane, List<Browser.Seen> all) {
        String when = lane.id + " after " + lane.offered;
        List<Browser.Seen> seen = all.stream()
                .filter(message -> message.subscription().equals(lane.id))
                .toList();
        long highest = seen.stream().mapToLong(Browser.Seen::sequence).max().orElse(0);
        long skipped = seen.stream().mapToLong(Browser.Seen::skipped).sum();

        assertThat(seen).as(when).extracting(Browser.Seen::sequence).doesNotHaveDuplicates();
        assertThat(seen.size() + skipped).as(when).isEqualTo(highest).isEqualTo(lane.offered);
        if (lane.keepsLatest) {
            Map<String, String> last = new HashMap<>();
            seen.forEach(message ->
                    last.put(message.body().substring(0, message.body().indexOf(':')), message.body()));
            assertThat(last).as(when).isEqualTo(lane.latest);
        }
    }

    private void checkCounts(Browser browser, List<Watched> lanes) {
        long offered = lanes.stream().mapToLong(lane -> lane.offered).sum();
        long delivered = bench.counted(Metric.DELIVERIES);

        assertThat(delivered).isEqualTo(browser.readAll().size());
        assertThat(delivered + bench.counted(Metric.MESSAGES_SKIPPED)).isEqualTo(offered);
    }
}
