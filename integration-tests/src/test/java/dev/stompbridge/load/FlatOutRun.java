package dev.stompbridge.load;

import dev.stompbridge.load.client.Feed;
import dev.stompbridge.load.client.Publisher;
import dev.stompbridge.load.client.Subscribers;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * A stream as fast as it comes, which ends when everything has arrived. How far ahead of the slowest subscriber the
 * publisher has to be for most deliveries depends on the server, so the warm-up tries the windows and each server gets
 * the one that suits it.
 *
 * @param window how many messages the publisher was ahead at most
 */
record FlatOutRun(int window, List<Round> rounds) {
    /** The first one warms the server up, the last one counts. */
    private static final int TURNS = 2;

    /** Who sends to whom. */
    private record Stream(Stage stage, Publisher publisher, Subscribers subscribers) {
        /** What is measured while the publisher is so far ahead; returns when everything has arrived. */
        <T> T with(int window, Supplier<T> measured) {
            T result;
            try (Feed feed = Feed.ahead(publisher, subscribers, window)) {
                result = measured.get();
                feed.check();
            }
            subscribers.awaitAll(publisher.last());
            return result;
        }
    }

    static FlatOutRun of(Stage stage, Subscribers subscribers) {
        try (Publisher publisher = stage.publisher()) {
            Stream stream = new Stream(stage, publisher, subscribers);
            int window = bestWindow(stream);
            return new FlatOutRun(window, stream.with(window, () -> stage.rounds(subscribers)));
        }
    }

    private static int bestWindow(Stream stream) {
        Options options = stream.stage.options();
        Duration each =
                options.warmUp().dividedBy((long) TURNS * options.windows().size());
        int best = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            double most = -1;
            for (int window : options.windows()) {
                Round trial = stream.with(window, () -> stream.stage.round(stream.subscribers, each));
                if (trial.deliveriesPerSecond() > most) {
                    most = trial.deliveriesPerSecond();
                    best = window;
                }
            }
        }
        return best;
    }
}
