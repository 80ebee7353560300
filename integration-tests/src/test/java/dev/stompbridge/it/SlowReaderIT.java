package dev.stompbridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.Bridge;
import dev.stompbridge.config.ConfigLoader;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One who does not read, and one who does: what that costs two naive broadcast servers, and what the bridge. All get the same
 * load, each message when the other reader has the one before; docs/slow-readers.md has the outcome.
 */
final class SlowReaderIT {
    /** 32 MiB, more than systems hold for one connection. */
    private static final int MESSAGES = 2_000;

    private static final long MIB = 1024 * 1024;
    private static final String TOPIC = "/topic/slow.prices";
    private static final int POLICY_BYTES = 64 * 1024;
    /** One buffer of joined frames is on its way to the socket, whatever the policy says. */
    private static final int IN_FLIGHT_BYTES = 128 * 1024;

    private static final String WAITING = "stompbridge_outbox_bytes ";

    private static final String CONFIGURATION = """
            broker:
              anonymous-groups: [anonymous]
              authorization:
                - {destination: "topic://slow.>", read: [anonymous], write: [anonymous]}
            outbox:
              policies:
                - {destination: "topic://slow.>", policy: conflate, max-bytes: 64KiB}
            log:
              level: warn
            """;

    @Test
    void naiveQueueHoldsWhatTheSlowReaderDoesNotReadWithoutBound() throws Exception {
        try (NaiveBroadcast server = new NaiveBroadcast();
                RawReader slow = new RawReader(server.port());
                RawReader fast = new RawReader(server.port())) {
            await().atMost(Limits.ARRIVAL).until(() -> server.sessions() == 2);
            fast.startReading();
            List<Long> waiting = new ArrayList<>();
            for (int i = 1; i <= MESSAGES; i++) {
                server.dispatch(RawReader.message(i));
                awaitLast(fast, i);
                if (i % (MESSAGES / 2) == 0) {
                    waiting.add(server.mostWaiting());
                }
            }
            assertThat(slow.last()).isZero();
            assertThat(waiting.get(1) - waiting.get(0))
                    .as("of the second half all waits in memory but what the system's buffers still took")
                    .isGreaterThan(MESSAGES / 2L * RawReader.MESSAGE_BYTES * 9 / 10);
            assertThat(waiting.get(1)).isGreaterThan(24 * MIB);
        }
    }

    @Test
    void blockingLoopStopsEverybodyUntilTheSlowReaderReads() throws Exception {
        try (BlockingBroadcast server = new BlockingBroadcast();
                RawReader slow = new RawReader(server.port())) {
            server.accept();
            try (RawReader fast = new RawReader(server.port())) {
                server.accept();
                fast.startReading();
                AtomicInteger dispatched = new AtomicInteger();
                CompletableFuture<Void> all = dispatchAll(server, dispatched);
                AtomicInteger before = new AtomicInteger(-1);
                await().atMost(Limits.ARRIVAL)
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> before.getAndSet(dispatched.get()) == dispatched.get());

                assertThat(all).isNotDone();
                awaitLast(fast, dispatched.get());
                assertThat(dispatched).hasValueLessThan(MESSAGES / 2);

                slow.startReading();
                Answers.await(all);
                awaitLast(fast, MESSAGES);
                awaitLast(slow, MESSAGES);
            }
        }
    }

    private static CompletableFuture<Void> dispatchAll(BlockingBroadcast server, AtomicInteger dispatched) {
        CompletableFuture<Void> all = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        for (int i = 1; i <= MESSAGES; i++) {
                            server.dispatch(RawReader.message(i));
                            dispatched.set(i);
                        }
                        all.complete(null);
                    } catch (Exception e) {
                        all.completeExceptionally(e);
                    }
                },
                "broadcast");
        thread.setDaemon(true);
        thread.start();
        return all;
    }

    private static void awaitLast(RawReader reader, int number) {
        await().atMost(Limits.ARRIVAL).pollInterval(Duration.ofMillis(1)).until(() -> reader.last() >= number);
    }

    @Test
    void bridgeKeepsItsBoundAndTheSlowReaderGetsTheLatestAndIsToldWhatHeMissed(@TempDir Path directory)
            throws Exception {
        Ports ports = Ports.free();
        List<String> settings = new ArrayList<>(ports.settings());
        settings.add("broker.data-directory=" + directory.resolve("data"));
        byte[] yaml = CONFIGURATION.getBytes(StandardCharsets.UTF_8);
        var config = ConfigLoader.load("slow.yaml", new ByteArrayInputStream(yaml), Map.of(), settings);
        URI stomp = URI.create("ws://127.0.0.1:" + ports.web() + "/stomp");
        try (Bridge bridge = Bridge.start(config, null);
                JdkSubscriber slow = JdkSubscriber.to(stomp, TOPIC);
                JdkSubscriber fast = JdkSubscriber.to(stomp, TOPIC);
                JdkSubscriber publisher = JdkSubscriber.to(stomp, "/topic/slow.other")) {
            assertThat(bridge.webUri().getPort()).isEqualTo(ports.web());
            slow.stopReading();
            long mostWaiting = 0;
            for (int i = 1; i <= MESSAGES; i++) {
                assertThat(publisher
                                .send(TOPIC, "persistent:false", RawReader.text(i))
                                .command())
                        .isEqualTo("RECEIPT");
                assertThat(RawReader.number(fast.message().body())).isEqualTo(i);
                if (i % (MESSAGES / 20) == 0) {
                    mostWaiting = Math.max(mostWaiting, waiting(ports));
                }
            }
            assertThat(mostWaiting).isPositive().isLessThanOrEqualTo(POLICY_BYTES + IN_FLIGHT_BYTES);

            slow.readAgain();
            assertSlowGetsTheLatest(slow);
        }
    }

    private static void assertSlowGetsTheLatest(JdkSubscriber slow) {
        int received = 0;
        int skipped = 0;
        int last = 0;
        while (last < MESSAGES) {
            Frame message = slow.message();
            int number = RawReader.number(message.body());
            assertThat(number).isGreaterThan(last);
            assertThat(message.header("x-seq")).isEqualTo(Integer.toString(number));
            received++;
            skipped += message.header("x-skipped").isEmpty() ? 0 : Integer.parseInt(message.header("x-skipped"));
            last = number;
        }
        assertThat(received + skipped).as("nothing is left out untold").isEqualTo(MESSAGES);
        assertThat(skipped).isPositive();
    }

    private static long waiting(Ports ports) throws Exception {
        URI metrics = URI.create("http://127.0.0.1:" + ports.management() + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith(WAITING))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(WAITING.length())))
                .findFirst()
                .orElseThrow();
    }
}
