package dev.stompbridge.load;

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
            FlatOutRun run = FlatOutRun.of(stage, subscribers);
            String load = "flat out, %,d subscribers".formatted(count);
            results.add(Figure.more(load + ": deliveries/s", goal), run.rounds(), Round::deliveriesPerSecond);
            results.add(
                    Figure.less(load + ": server CPU s per million", ""), run.rounds(), Round::cpuSecondsPerMillion);
            results.add(
                    Figure.alone(load + ": CPU s per million of browsers and publisher", ""),
                    run.rounds(),
                    Round::ownCpuSecondsPerMillion);
            results.add(Figure.alone(load + ": messages ahead", ""), List.of((double) run.window()));
            results.observe(load, subscribers);
            subscribers.leave();
        }
    }
}
