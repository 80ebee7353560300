package dev.stompbridge.sharing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.TwoPortBridge;
import dev.stompbridge.config.BridgeConfig;
import dev.stompbridge.config.ConfigException;
import dev.stompbridge.config.ConfigLoader;
import dev.stompbridge.ops.Metric;
import dev.stompbridge.sharing.CheckedSubscription.Kind;
import dev.stompbridge.testkit.Swarm;
import dev.stompbridge.testkit.TestTls;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hundreds of browsers of all kinds, half of them over TLS, under load: each recomputes what it gets and compares it by a
 * digest, so that a byte of somebody else would be seen. {@code -Dsharing.frames=5000000} makes it as much longer.
 */
final class SharedBytesTest {
    private static final long FRAMES = Long.getLong("sharing.frames", 200_000);
    private static final int BROWSERS = 320;
    private static final int SLOW_BROWSERS = 16;
    private static final long PAUSE_NANOS = 2_000_000;
    private static final Rights RIGHTS = new Rights(
            List.of(new Rights.User("one", Set.of("ones")), new Rights.User("two", Set.of("twos"))),
            List.of(new Rights.Grant("load.>", Set.of("ones", "twos"))));
    private static final String QUEUES_AND_POLICIES = """
                - {destination: "queue://load.>", read: [ones, twos]}
            outbox:
              max-bytes: 16MiB
              policies:
                - {destination: "topic://load.calm.>", policy: conflate}
                - {destination: "topic://load.drop.>", policy: drop-oldest, max-bytes: 4KiB}
            """;

    private final Ledger ledger = new Ledger();

    @TempDir
    Path directory;

    @Test
    void nobodyEverGetsBytesOfAnother() throws Exception {
        SSLContext tls = TestTls.context(directory);
        List<CheckingBrowser> browsers = new ArrayList<>();
        try (TwoPortBridge bridge = TwoPortBridge.start(config(), TestTls.settings(directory));
                Swarm plain = Swarm.fast(null);
                Swarm secure = Swarm.fast(tls);
                Swarm slowPlain = Swarm.slow(null, PAUSE_NANOS);
                Swarm slowSecure = Swarm.slow(tls, PAUSE_NANOS)) {
            CountDownLatch ready = new CountDownLatch(BROWSERS + SLOW_BROWSERS);
            for (int i = 0; i < BROWSERS + SLOW_BROWSERS; i++) {
                boolean slow = i >= BROWSERS;
                CheckingBrowser browser = new CheckingBrowser(RandomPlan.of(i, slow), ledger, ready);
                browsers.add(browser);
                if (i % 2 == 0) {
                    (slow ? slowPlain : plain)
                            .open(bridge.plainPort(), browser.plan().version(), browser);
                } else {
                    (slow ? slowSecure : secure)
                            .open(bridge.tlsPort(), browser.plan().version(), browser);
                }
            }
            assertThat(ready.await(2, TimeUnit.MINUTES))
                    .as("all are there, %s", ledger.wrongs())
                    .isTrue();

            List<NumberedPublisher> publishers = publish(bridge, browsers);

            assertThat(ledger.wrongs()).isEmpty();
            awaitTheRest(browsers, publishers);
            assertThat(bridge.value(Metric.ENCODINGS) * 2)
                    .as("encodings are shared")
                    .isLessThan(ledger.compared());
            assertThat(ledger.wrongs()).isEmpty();
            browsers.forEach(CheckingBrowser::over);
        }
        assertThat(ledger.compared()).isGreaterThanOrEqualTo(FRAMES);
        assertThat(skipped(browsers, Kind.CONFLATED)).isPositive();
        assertThat(skipped(browsers, Kind.DROPPING)).isPositive();
    }

    private BridgeConfig config() throws ConfigException {
        String yaml = RIGHTS.yaml() + QUEUES_AND_POLICIES;
        return ConfigLoader.load(
                "yaml",
                new ByteArrayInputStream(yaml.getBytes(UTF_8)),
                Map.of(),
                List.of(
                        "broker.data-directory=" + directory.resolve("data"),
                        "web.port=0",
                        "management.port=0",
                        "broker.openwire.port=0",
                        "broker.stomp.port=0",
                        "websocket.ping-after=5m",
                        "web.head-timeout=1m",
                        "stomp.connect-timeout=1m"));
    }

    private List<NumberedPublisher> publish(TwoPortBridge bridge, List<CheckingBrowser> browsers) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(RandomPlan.PUBLISHERS);
        try {
            List<NumberedPublisher> publishers = new ArrayList<>();
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < RandomPlan.PUBLISHERS; i++) {
                NumberedPublisher publisher = new NumberedPublisher(i, ledger, browsers);
                publishers.add(publisher);
                running.add(threads.submit(() -> publisher.run(bridge.plainPort(), FRAMES)));
            }
            for (Future<?> each : running) {
                each.get();
            }
            return publishers;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Everything that was sent has come, or is told as skipped; the last of everything has come. */
    private void awaitTheRest(List<CheckingBrowser> browsers, List<NumberedPublisher> publishers) {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> assertThat(ledger.allArrived() || !ledger.wrongs().isEmpty())
                                .isTrue());
        assertThat(ledger.wrongs()).isEmpty();
        for (CheckingBrowser browser : browsers) {
            for (CheckedSubscription subscription : browser.subscriptions()) {
                if (subscription.wish().kind().maySkip() && !browser.plan().restless()) {
                    await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> checkTheEnd(subscription, publishers));
                }
            }
        }
        for (NumberedPublisher publisher : publishers) {
            String queue = RandomPlan.queue(publisher.number());
            await().untilAsserted(
                            () -> assertThat(ledger.taken(queue)).as(queue).isEqualTo(publisher.sent(queue)));
        }
    }

    private void checkTheEnd(CheckedSubscription subscription, List<NumberedPublisher> publishers) {
        long matched = publishers.stream()
                .mapToLong(publisher -> publisher.matched(subscription.wish()))
                .sum();
        assertThat(subscription.highest())
                .as("the highest x-seq of %s", subscription.wish())
                .isEqualTo(matched);
        assertThat(subscription.received() + subscription.skipped())
                .as("received and skipped of %s", subscription.wish())
                .isEqualTo(matched);
    }

    private static long skipped(List<CheckingBrowser> browsers, Kind kind) {
        return browsers.stream()
                .flatMap(browser -> browser.subscriptions().stream())
                .filter(subscription -> subscription.wish().kind() == kind)
                .mapToLong(CheckedSubscription::skipped)
                .sum();
    }
}
