package dev.stompbridge.load;

import dev.stompbridge.load.client.Crowd;
import dev.stompbridge.load.client.Subscribers;
import dev.stompbridge.load.server.ServerKind;

/** As many identities as browsers, beside all browsers of one identity. */
final class ManyIdentities implements Scenario {
    @Override
    public String id() {
        return "identities";
    }

    @Override
    public boolean suits(ServerKind server) {
        return server == ServerKind.BRIDGE;
    }

    @Override
    public int identities(Options options) {
        return options.subscribers();
    }

    @Override
    public void measure(Stage stage, Results.Of results) {
        Crowd.Options one = stage.options().browsers();
        measure(stage, one, "one identity", results);
        measure(stage, one.withIdentities(), "an identity each", results);
    }

    private static void measure(Stage stage, Crowd.Options browsers, String who, Results.Of results) {
        String many = "%,d browsers, %s: ".formatted(stage.options().subscribers(), who);
        results.add(Figure.more(many + "connect + subscribe/s", ""), ConnectRate.rates(stage, browsers, results));
        try (Subscribers subscribers = stage.subscribers(stage.options().subscribers(), browsers)) {
            results.add(
                    Figure.more(many + "deliveries/s, flat out", ""),
                    FlatOutRun.of(stage, subscribers).rounds(),
                    Round::deliveriesPerSecond);
            results.observe(many + "flat out", subscribers);
            subscribers.leave();
        }
    }
}
