package dev.stompbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several browsers share a queue; each acknowledges, rejects and commits at random, is cut, and comes back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RandomCutsTest {
    private static final int BROWSERS = 5;
    private static final int CONNECTIONS = 12;
    /** More than all of them can take, so that none waits for a message. */
    private static final int MESSAGES = 2000;

    /** Its clients read only now and then, and answer no ping. */
    private final TestBridge bridge = TestBridge.start("websocket.ping-after=5m");

    private final Keeper keeper = new Keeper(bridge);
    private final ExecutorService threads = Executors.newFixedThreadPool(BROWSERS);

    @AfterAll
    void stop() {
        threads.shutdownNow();
        keeper.close();
        bridge.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void nothingIsLostAndNothingComesBackThatWasConfirmed(long seed) throws Exception {
        String queue = "test.random." + seed;
        Ledger ledger = new Ledger(MESSAGES);
        try (StompClient filling = StompClient.tester(bridge.port())) {
            new Queues(filling).fill(List.of(queue), MESSAGES);
        }
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < BROWSERS; i++) {
            String name = seed + "-" + i;
            Random random = new Random(seed * BROWSERS + i);
            running.add(threads.submit(() -> {
                for (int connection = 0; connection < CONNECTIONS; connection++) {
                    new RandomBrowser(ledger, random, queue, name + "-" + connection, bridge.port()).run();
                }
            }));
        }
        for (Future<?> each : running) {
            each.get();
        }
        keeper.awaitEnds();
        try (StompClient observer = StompClient.tester(bridge.port())) {
            List<List<StompFrame>> found = new Queues(observer).drain(List.of(queue, "DLQ." + queue, queue + ".out"));
            List<String> sent = found.get(2).stream().map(Queues::text).toList();
            assertThat(ledger.problems(numbers(found.get(0)), numbers(found.get(1)), sent))
                    .isEmpty();
            assertThat(found.get(1)).isNotEmpty();
            assertThat(sent).isNotEmpty();
        }
    }

    private static List<Integer> numbers(List<StompFrame> frames) {
        return frames.stream()
                .map(frame -> Integer.parseInt(Queues.text(frame)))
                .toList();
    }
}
