package dev.stompbridge.load;

import dev.stompbridge.load.client.Feed;
import dev.stompbridge.load.client.Publisher;
import dev.stompbridge.load.client.Subscribers;
import java.util.List;

/** As many messages as the server can deliver to all subscribers of one topic. */
final class FlatOut implements Scenario {
    private static final String GOAL = "at least 40x ActiveMQ, 16x the best peer";

    @Override
    public String id() {
        return "flat-out";
    }

    @Override
    public void measure(Stage stage, Results.Of results) {
        int many = stage.options().subscribers();
        measure(stage, many / 10, "", results);
        measure(stage, many, GOAL, results);
    }

    private static void measure(Stage stage, int count, String goal, Results.Of results) {
        try (Subscribers subscribers = stage.subscribers(count)) {
            List<Round> rounds = run(stage, subscribers);
            String load = "flat out, %,d subscribers".formatted(count);
            results.add(Figure.more(load + ": deliveries/s", goal), rounds, Round::deliveriesPerSecond);
            results.add(Figure.less(load + ": server CPU s per million", ""), rounds, Round::cpuSecondsPerMillion);
            results.add(
                    Figure.alone(load + ": CPU s per million of browsers and publisher", ""),
                    rounds,
                    Round::ownCpuSecondsPerMillion);
            results.observe(load, subscribers);
            subscribers.leave();
        }
    }

    /** The rounds of a stream that ends when everything has arrived. */
    static List<Round> run(Stage stage, Subscribers subscribers) {
        try (Publisher publisher = stage.publisher()) {
            List<Round> rounds;
            try (Feed feed = Feed.ahead(publisher, subscribers, stage.options().window())) {
                rounds = stage.rounds(subscribers, feed);
            }
            subscribers.awaitAll(publisher.last());
            return rounds;
        }
    }
}
