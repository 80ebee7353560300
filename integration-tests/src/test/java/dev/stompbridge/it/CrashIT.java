package dev.stompbridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.JMSException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a route was given and had acknowledged survives {@code kill -9} of the bridge. */
final class CrashIT {
    private static final int PRICES = 10_000;
    private static final int TRANSACTION = 5_000;
    private static final int SYMBOLS = 20;
    /** Forwarded messages after which the bridge is killed: the route is in the middle of the others. */
    private static final int SOME = 300;

    private static final Duration COLLECTION = Duration.ofSeconds(90);

    private final Ports ports = Ports.free();
    private final Witness witness = new Witness();

    @TempDir
    private Path directory;

    private String configuration = "";

    @BeforeEach
    void configure() {
        configuration = DemoConfiguration.in(directory).toString();
    }

    @AfterEach
    void disconnect() {
        witness.disconnect();
    }

    @Test
    void everyAcknowledgedPriceIsForwardedAtLeastOnceWithItsOriginalMessageId() throws JMSException {
        List<String> published = publishAndKillWhileForwarding();
        assertThat(witness.ids()).as("forwarded before the first kill").hasSizeLessThan(PRICES);
        restartAndKill();
        assertThat(witness.ids()).as("forwarded before the second kill").hasSizeLessThan(PRICES);
        try (BridgeProcess bridge = start()) {
            witness.connect(ports.openWire());
            await().atMost(COLLECTION)
                    .failFast("the bridge ended", () -> !bridge.process().isAlive())
                    .until(() -> witness.ids().size() >= PRICES);
            assertThat(witness.ids()).containsExactlyInAnyOrderElementsOf(published);
            assertThat(witness.withoutOriginalId()).isZero();
            assertThat(witness.bodies(published)).isEqualTo(prices());
            await("prices that the kills left on the queue")
                    .until(() -> bridge.metric("stompbridge_route_messages_forwarded_total") > 0);
        }
    }

    private List<String> publishAndKillWhileForwarding() throws JMSException {
        try (BridgeProcess bridge = start();
                JmsClient producer = JmsClient.login(ports.openWire(), "backend", "")) {
            witness.connect(ports.openWire());
            List<String> bodies = prices();
            List<String> ids = producer.sendAll("stock.prices", bodies.subList(0, TRANSACTION));
            ids.addAll(producer.sendAll("stock.prices", bodies.subList(TRANSACTION, PRICES)));
            witness.awaitMore(SOME);
            bridge.process().kill();
            witness.disconnect();
            return ids;
        }
    }

    private void restartAndKill() throws JMSException {
        try (BridgeProcess bridge = start()) {
            witness.connect(ports.openWire());
            witness.awaitMore(SOME);
            bridge.process().kill();
            witness.disconnect();
        }
    }

    private BridgeProcess start() {
        return BridgeProcess.start(directory, ports, "-c", configuration);
    }

    /** Each differs from all others. */
    private static List<String> prices() {
        return IntStream.range(0, PRICES)
                .mapToObj(i -> "{\"symbol\":\"SYM" + i % SYMBOLS + "\",\"price\":" + (i + 1)
                        + ",\"time\":\"2026-11-22T14:30:00Z\"}")
                .toList();
    }
}
