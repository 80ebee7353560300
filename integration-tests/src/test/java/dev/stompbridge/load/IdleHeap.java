package dev.stompbridge.load;

import dev.stompbridge.load.client.Subscribers;
import java.util.ArrayList;
import java.util.List;

/** What a browser costs that is subscribed and receives nothing. */
final class IdleHeap implements Scenario {
    @Override
    public String id() {
        return "heap";
    }

    @Override
    public void measure(Stage stage, Results.Of results) {
        int count = stage.options().subscribers();
        perBrowser(stage, count);
        List<Double> bytes = new ArrayList<>();
        while (bytes.size() < stage.options().rounds()) {
            bytes.add(perBrowser(stage, count));
        }
        results.add(Figure.less("heap bytes per idle browser, of %,d".formatted(count), "at most 3,072"), bytes);
    }

    private static double perBrowser(Stage stage, int count) {
        long before = stage.liveHeap();
        try (Subscribers subscribers = stage.subscribers(count)) {
            double bytes = (double) (stage.liveHeap() - before) / count;
            subscribers.leave();
            return bytes;
        }
    }
}
