package dev.stompbridge.load;

import dev.stompbridge.load.client.Feed;
import dev.stompbridge.load.client.Pause;
import dev.stompbridge.load.client.Publisher;
import dev.stompbridge.load.client.StuckBrowser;
import dev.stompbridge.load.client.Subscribers;
import java.util.ArrayList;
import java.util.List;

/** Whether others notice one browser that never reads: rounds without and with it take turns. */
final class StuckAmongMany implements Scenario {
    private static final int PER_SECOND = 10;
    private static final int SETTLE_MILLIS = 1000;
    private static final String BULK = "/topic/stock.BULK";

    @Override
    public String id() {
        return "stuck";
    }

    @Override
    public int connections(Options options) {
        return options.subscribers() + options.rounds();
    }

    @Override
    public void measure(Stage stage, Results.Of results) {
        int count = stage.options().subscribers();
        List<Round> without = new ArrayList<>();
        List<Round> with = new ArrayList<>();
        try (Subscribers subscribers = stage.subscribers(count);
                Publisher publisher = stage.publisher()) {
            try (Feed feed = Feed.atRate(publisher, PER_SECOND)) {
                Pause.millis(stage.options().warmUp().toMillis());
                while (with.size() < stage.options().rounds()) {
                    without.add(stage.round(subscribers));
                    with.add(withStuck(stage, subscribers));
                    feed.check();
                }
            }
            subscribers.awaitAll(publisher.last());
            String load = "%,d subscribers x %d/s".formatted(count, PER_SECOND);
            results.add(Figure.less(load + ", none stuck: p99, ms", ""), without, Round::p99Millis);
            results.add(Figure.less(load + ", one stuck: p99, ms", ""), with, Round::p99Millis);
            results.add(
                    Figure.less("p99 of the others with one stuck, to p99 without", "at most 1.1"),
                    List.of(median(with) / median(without)));
            results.observe(load + ", one stuck", subscribers);
        }
    }

    private static double median(List<Round> rounds) {
        return new Samples(rounds.stream().map(Round::p99Millis).toList()).median();
    }

    private static Round withStuck(Stage stage, Subscribers subscribers) {
        try (StuckBrowser stuck = StuckBrowser.open(stage.server(), Stage.TOPIC, BULK)) {
            stuck.fill(stage.server().publisher(), BULK);
            Pause.millis(SETTLE_MILLIS);
            return stage.round(subscribers);
        }
    }
}
