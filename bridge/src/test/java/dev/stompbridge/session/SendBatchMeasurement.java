package dev.stompbridge.session;

import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Measures how many persistent messages browsers of one identity get stored, each with a receipt before the next, and how
 * many receipts there are for each sync of the store. Arguments: browsers (200), seconds of each round (5), rounds (3).
 * Each round measures one browser and then all of them; the first is cold. Browsers and bridge share one JVM and its
 * cores. {@code mvn -Pmeasure-sends -pl bridge -am process-test-classes} runs it.
 */
public final class SendBatchMeasurement {
    private static final String SYNCS = "stompbridge_broker_store_syncs";
    private static final String BODY = "{\"symbol\":\"NVDA\",\"price\":13.92,\"time\":\"2026-11-22T10:00:00Z\"}";

    /** Few, that play many browsers each: threads that wake up for each receipt would cost more than the bridge. */
    private static final int THREADS = 2;

    private SendBatchMeasurement() {}

    public static void main(String[] args) throws Exception {
        int browsers = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        Duration time = Duration.ofSeconds(args.length > 1 ? Integer.parseInt(args[1]) : 5);
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 3;
        try (TestBridge bridge = TestBridge.start("broker.store-limit=8GiB")) {
            for (int round = 1; round <= rounds; round++) {
                double one = measure(bridge, round, 1, time);
                double all = measure(bridge, round, browsers, time);
                System.out.printf("round %d: %.1f times one browser%n", round, all / one);
            }
        }
    }

    /** Receipts per second. */
    private static double measure(TestBridge bridge, int round, int browsers, Duration time) throws Exception {
        int threads = Math.min(THREADS, browsers);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch ready = new CountDownLatch(threads);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Integer>> receipts = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            receipts.add(pool.submit(() -> {
                List<StompClient> clients = connect(bridge, browsers / threads);
                ready.countDown();
                start.await();
                int received = send(clients, System.nanoTime() + time.toNanos());
                clients.forEach(StompClient::close);
                return received;
            }));
        }
        ready.await();
        long syncs = bridge.metric(SYNCS);
        long started = System.nanoTime();
        start.countDown();
        int all = 0;
        for (Future<Integer> received : receipts) {
            all += received.get();
        }
        double seconds = (System.nanoTime() - started) / (double) TimeUnit.SECONDS.toNanos(1);
        long synced = bridge.metric(SYNCS) - syncs;
        pool.shutdown();
        System.out.printf(
                "round %d: %d browsers: %.0f receipts/s, %d syncs, %.1f receipts per sync%n",
                round, browsers, all / seconds, synced, all / (double) synced);
        return all / seconds;
    }

    private static List<StompClient> connect(TestBridge bridge, int browsers) {
        List<StompClient> clients = new ArrayList<>();
        for (int i = 0; i < browsers; i++) {
            clients.add(StompClient.tester(bridge.port()));
        }
        return clients;
    }

    /** Each browser has one message under way. */
    private static int send(List<StompClient> clients, long until) {
        int receipts = 0;
        while (System.nanoTime() < until) {
            for (StompClient client : clients) {
                client.send("SEND\ndestination:/queue/test.stored\npersistent:true\nreceipt:r\n\n" + BODY + "^@");
            }
            for (StompClient client : clients) {
                client.awaitReceipt("r");
                receipts++;
            }
        }
        return receipts;
    }
}
