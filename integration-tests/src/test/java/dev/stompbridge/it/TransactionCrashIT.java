package dev.stompbridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What browsers acknowledged and committed survives {@code kill -9} of the bridge, and nothing is there by halves. */
final class TransactionCrashIT {
    private static final int BROWSERS = 12;
    /** Turns of all browsers after which the bridge is killed: every one of them is in the middle of its work. */
    private static final int SOME = 400;

    private final Ports ports = Ports.free();
    private final ExecutorService threads = Executors.newFixedThreadPool(BROWSERS);
    private final List<CrashingConsumer> consumers =
            IntStream.range(0, BROWSERS).mapToObj(CrashingConsumer::new).toList();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void eachReceiptHoldsAfterACrash() {
        String configuration = DemoConfiguration.in(directory).toString();
        try (BridgeProcess bridge = BridgeProcess.start(directory, ports, "-c", configuration)) {
            killInTheMiddle(bridge);
        }
        assertThat(consumers).anyMatch(consumer -> consumer.confirmed() > 1);
        try (BridgeProcess bridge = BridgeProcess.start(directory, ports, "-c", configuration);
                Browser observer = new Browser(bridge.web("ws", "/stomp"))) {
            for (CrashingConsumer consumer : consumers) {
                assertThat(consumer.drain(observer))
                        .isIn(consumer.after(consumer.confirmed()), consumer.after(consumer.confirmed() + 1));
            }
        }
    }

    private void killInTheMiddle(BridgeProcess bridge) {
        List<Browser> browsers = new ArrayList<>();
        for (CrashingConsumer consumer : consumers) {
            Browser browser = new Browser(bridge.web("ws", "/stomp"));
            browsers.add(browser);
            consumer.fill(browser);
        }
        CompletableFuture<?>[] working = IntStream.range(0, BROWSERS)
                .mapToObj(i -> CompletableFuture.runAsync(() -> consumers.get(i).work(browsers.get(i)), threads))
                .toArray(CompletableFuture[]::new);
        await().atMost(Limits.ARRIVAL)
                .pollInterval(Duration.ofMillis(1))
                .until(() ->
                        consumers.stream().mapToInt(CrashingConsumer::confirmed).sum() >= SOME);
        bridge.process().kill();
        CompletableFuture.allOf(working).join();
        browsers.forEach(Browser::close);
    }
}
