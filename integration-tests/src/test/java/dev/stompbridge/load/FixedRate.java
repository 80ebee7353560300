package dev.stompbridge.load;

import dev.stompbridge.load.client.Feed;
import dev.stompbridge.load.client.PriceBody;
import dev.stompbridge.load.client.Publisher;
import dev.stompbridge.load.client.Subscribers;
import java.util.List;

/** So many messages a second to all subscribers of one topic, whether or not the server keeps up. */
record FixedRate(int perSecond, Goals goals) implements Scenario {
    /** What is wanted at this rate; empty for nothing. */
    record Goals(String cpu, String p99, String bytes) {}

    @Override
    public String id() {
        return "rate-" + perSecond;
    }

    @Override
    public void measure(Stage stage, Results.Of results) {
        int count = stage.options().subscribers();
        String load = "%,d subscribers x %d/s".formatted(count, perSecond);
        try (Subscribers subscribers = stage.subscribers(count);
                Publisher publisher = stage.publisher()) {
            List<Round> rounds;
            try (Feed feed = Feed.atRate(publisher, perSecond)) {
                stage.warmUp();
                rounds = stage.rounds(subscribers);
                feed.check();
            }
            subscribers.awaitAll(publisher.last());
            results.add(Figure.alone(load + ": deliveries/s", ""), rounds, Round::deliveriesPerSecond);
            results.add(
                    Figure.less(load + ": server CPU s per million", goals.cpu), rounds, Round::cpuSecondsPerMillion);
            results.add(Figure.less(load + ": p50, ms", ""), rounds, Round::p50Millis);
            results.add(Figure.less(load + ": p99, ms", goals.p99), rounds, Round::p99Millis);
            results.add(
                    Figure.less(load + ": bytes beyond the body of " + PriceBody.LENGTH, goals.bytes),
                    rounds,
                    Round::bytesBeyondBody);
            results.observe(load, subscribers);
        }
    }
}
