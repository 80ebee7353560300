package dev.stompbridge.route;

import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Measures how fast a route forwards a backlog of persistent prices from KahaDB, in which batches, and how long a single
 * price takes when there is none. Arguments: prices (50000), rounds (3), transport vm or tcp (vm). Run it on an otherwise
 * idle machine; the first round is cold.
 */
final class RouteBacklogMeasurement {

    private static final int SINGLE_PRICES = 1000;

    private RouteBacklogMeasurement() {}

    public static void main(String[] args) throws Exception {
        int prices = args.length > 0 ? Integer.parseInt(args[0]) : 50_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        String transport = args.length > 2 ? args[2] : "vm";
        Path directory = Files.createTempDirectory("route-backlog");
        try (TestBroker broker = TestBroker.start("measurement", directory)) {
            BrokerAccess access = transport.equals("tcp") ? broker.tcp() : broker.vm();
            try (TestClient client = new TestClient(broker.vm())) {
                for (int round = 1; round <= rounds; round++) {
                    client.sendPrices(prices);
                    System.out.printf("round %d over %s: %s%n", round, transport, backlog(access, prices));
                    System.out.printf("round %d over %s: %s%n", round, transport, singlePrices(access, client));
                }
            }
        } finally {
            delete(directory);
        }
    }

    private static String backlog(BrokerAccess access, int prices) throws InterruptedException {
        RecordingCounters counters = new RecordingCounters();
        long begin = System.nanoTime();
        try (Route route = Route.start(Prices.route("stock"), access, counters)) {
            while (counters.forwarded() < prices) {
                Thread.sleep(1);
            }
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
