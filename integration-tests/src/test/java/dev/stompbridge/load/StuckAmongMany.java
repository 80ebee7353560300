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
        String load = "%,d subscribers x %d/s".formatted(count, PER_SECOND);
        List<Double> without = new ArrayList<>();
        List<Double> with = new ArrayList<>();
        try (Subscribers subscribers = stage.subscribers(count);
                Publisher publisher = stage.publisher()) {
            try (Feed feed = Feed.atRate(publisher, PER_SECOND)) {
                stage.warmUp();
                while (with.size() < stage.options().rounds()) {
                    // Who comes first changes, for the later one runs on a warmer server.
                    if (with.size() % 2 == 0) {
                        without.add(stage.round(subscribers).p99Millis());
                        with.add(withStuck(stage, subscribers).p99Millis());
                    } else {
                        with.add(withStuck(stage, subscribers).p99Millis());
                        without.add(stage.round(subscribers).p99Millis());
                    }
                    feed.check();
                }
            }
            subscribers.awaitAll(publisher.last());
            results.observe(load + ", one stuck", subscribers);
        }
        results.add(Figure.less(load + ", none stuck: p99, ms", ""), without);
        results.add(Figure.less(load + ", one stuck: p99, ms", ""), with);
        results.add(
                Figure.alone("p99 of the others with one stuck, to p99 without", "at most 1.1"),
                List.of(new Samples(with).median() / new Samples(without).median()));
    }

    private static Round withStuck(Stage stage, Subscribers subscribers) {
        try (StuckBrowser stuck = StuckBrowser.open(stage.server(), Stage.TOPIC, BULK)) {
            stuck.fill(stage.server().publisher(), BULK);
            Pause.millis(SETTLE_MILLIS);
            return stage.round(subscribers);
        }
    }
}
