package dev.stompbridge.load;

import dev.stompbridge.load.client.Crowd;
import dev.stompbridge.load.client.Subscribers;
import java.util.ArrayList;
import java.util.List;

/** How fast browsers connect and subscribe to an exact topic. */
final class ConnectRate implements Scenario {
    private static final String GOAL = "4,000/s; at least 4x ActiveMQ";

    @Override
    public String id() {
        return "connect";
    }

    @Override
    public void measure(Stage stage, Results.Of results) {
        String name =
                "connect + subscribe/s, %,d browsers".formatted(stage.options().subscribers());
        results.add(Figure.more(name, GOAL), rates(stage, stage.options().browsers(), results));
    }

    /** The rate of each round, after as many as the warm-up takes, at least one. */
    static List<Double> rates(Stage stage, Crowd.Options browsers, Results.Of results) {
        long start = System.nanoTime();
        do {
            rate(stage, browsers, results);
        } while (System.nanoTime() - start < stage.options().warmUp().toNanos());
        List<Double> rates = new ArrayList<>();
        while (rates.size() < stage.options().rounds()) {
            rates.add(rate(stage, browsers, results));
        }
        return rates;
    }

    private static double rate(Stage stage, Crowd.Options browsers, Results.Of results) {
        int count = stage.options().subscribers();
        long start = System.nanoTime();
        try (Subscribers subscribers = stage.subscribers(count, browsers)) {
            double seconds = (System.nanoTime() - start) / 1e9;
            subscribers.leave();
            if (!subscribers.endings().reasons().isEmpty()) {
                results.observe("connecting", subscribers);
            }
            return count / seconds;
        }
    }
}
