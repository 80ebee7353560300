package dev.stompbridge.route;

import static org.awaitility.Awaitility.await;

import dev.stompbridge.brokerconfig.EmbeddedBroker;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Grant;
import dev.stompbridge.brokerconfig.LinkLogin;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Measures how fast a route forwards a backlog of persistent prices on the embedded broker, with its store and its
 * authorization, in which batches, and how long a single price takes when there is none. Arguments: prices (50000), rounds
 * (3). Run it on an otherwise idle machine; the first round is cold. {@code mvn -Pmeasure-route -pl bridge -am process-test-classes} does.
 */
public final class RouteBacklogMeasurement {

    private static final int SINGLE_PRICES = 1000;
    private static final String ROUTE = "route";
    private static final String BACKEND = "backend";

    private RouteBacklogMeasurement() {}

    public static void main(String[] args) throws Exception {
        int prices = args.length > 0 ? Integer.parseInt(args[0]) : 50_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        Path directory = Files.createTempDirectory("route-backlog");
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings(directory))) {
            BrokerAccess access = access(broker, ROUTE);
            try (TestClient client = new TestClient(access(broker, BACKEND))) {
                for (int round = 1; round <= rounds; round++) {
                    client.sendPrices(prices);
                    System.out.printf("round %d: %s%n", round, backlog(access, prices));
                    System.out.printf("round %d: %s%n", round, singlePrices(access, client));
                }
            }
        } finally {
            delete(directory);
        }
    }

    private static EmbeddedBrokerSettings settings(Path directory) {
        EmbeddedBrokerSettings.Limits limits = new EmbeddedBrokerSettings.Limits(
                256L << 20, 1L << 30, 256L << 20, 1000, 10_000, 4 << 20, 4L << 20, Duration.ofMinutes(5));
        EmbeddedBrokerSettings.Connector none = new EmbeddedBrokerSettings.Connector(false, "127.0.0.1", 0, 1);
        return new EmbeddedBrokerSettings(
                directory,
                limits,
                none,
                none,
                new EmbeddedBrokerSettings.Security(
                        List.of(),
                        Set.of(),
                        List.of(
                                new Grant("queue://stock.prices", Set.of(ROUTE), Set.of(BACKEND)),
                                new Grant("queue://stock.prices.invalid", Set.of(), Set.of(ROUTE)),
                                new Grant("topic://stock.>", Set.of(BACKEND), Set.of(ROUTE)))));
    }

    private static BrokerAccess access(EmbeddedBroker broker, String group) {
        LinkLogin login = broker.routeLogin(Set.of(group));
        return new BrokerAccess(broker.vmUri().toString(), login.user(), login.password());
    }

    private static String backlog(BrokerAccess access, int prices) {
        RecordingCounters counters = new RecordingCounters();
        long begin = System.nanoTime();
        try (Route route = Route.start(Prices.route("stock"), access, counters)) {
            await().pollInterval(Duration.ofMillis(1))
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> counters.forwarded() >= prices);
            double seconds = (System.nanoTime() - begin) / 1e9;
            Map<String, Integer> sizes = new TreeMap<>();
            counters.batches.forEach(size -> sizes.merge(range(size), 1, Integer::sum));
            return String.format(
                    "%d prices in %.2f s, %.0f/s, %d batches %s, connected %b",
                    prices, seconds, prices / seconds, counters.batches.size(), sizes, route.isConnected());
        }
    }

    private static String range(int size) {
        return size < 100 ? "1-99" : size < 500 ? "100-499" : "500";
    }

    private static String singlePrices(BrokerAccess access, TestClient client) throws JMSException {
        long[] micros = new long[SINGLE_PRICES];
        MessageConsumer topic = client.subscribe("topic://stock.>");
        try (Route route = Route.start(Prices.route("stock"), access, new RecordingCounters())) {
            for (int i = 0; i < SINGLE_PRICES; i++) {
                client.send("queue://stock.prices", Prices.json("NVDA", Integer.toString(i)));
                long sent = System.nanoTime();
                TestClient.receive(topic);
                micros[i] = (System.nanoTime() - sent) / 1000;
            }
            Arrays.sort(micros);
            return String.format(
                    "a single price reaches the topic %d us after it is stored (p50), %d us (p99), connected %b",
                    micros[SINGLE_PRICES / 2], micros[SINGLE_PRICES * 99 / 100], route.isConnected());
        } finally {
            topic.close();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
