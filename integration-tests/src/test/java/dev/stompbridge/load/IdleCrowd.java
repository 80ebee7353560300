package dev.stompbridge.load;

import dev.stompbridge.load.client.Pause;
import dev.stompbridge.load.client.Subscribers;
import dev.stompbridge.load.server.ServerKind;
import java.time.Duration;
import java.util.List;

/** So many browsers that only stay connected, with heart-beats both ways. */
final class IdleCrowd implements Scenario {
    private static final int BEAT_MILLIS = 10_000;
    private static final int MINUTE_MILLIS = 60_000;

    @Override
    public String id() {
        return "idle";
    }

    @Override
    public boolean suits(ServerKind server) {
        return server == ServerKind.BRIDGE;
    }

    @Override
    public int connections(Options options) {
        return options.idle() + 100;
    }

    @Override
    public void measure(Stage stage, Results.Of results) {
        int count = stage.options().idle();
        String load = "%,d idle browsers with heart-beats".formatted(count);
        long before = stage.liveHeap();
        long start = System.nanoTime();
        try (Subscribers subscribers =
                stage.subscribers(count, stage.options().browsers().withBeats(BEAT_MILLIS))) {
            double seconds = (System.nanoTime() - start) / 1e9;
            results.add(Figure.more(load + ": connect + subscribe/s", ""), List.of(count / seconds));
            Duration cpu = stage.cpu();
            Pause.millis(MINUTE_MILLIS);
            double cpuSeconds = stage.cpu().minus(cpu).toMillis() / 1e3;
            results.add(Figure.less(load + ": server CPU s in a minute", ""), List.of(cpuSeconds));
            results.add(Figure.more(load + ": still connected after a minute", "all"), List.of((double)
                    subscribers.count()));
            double heap = (double) (stage.liveHeap() - before) / count;
            results.add(Figure.less(load + ": heap bytes each", "at most 3,072"), List.of(heap));
            results.observe(load, subscribers);
            subscribers.leave();
        }
    }
}
