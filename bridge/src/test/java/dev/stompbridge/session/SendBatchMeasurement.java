package dev.stompbridge.session;

import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures how many persistent messages browsers of one identity get stored, each with a receipt before the next, and how
 * many receipts there are for each sync of the store. Arguments: browsers (200), seconds of each round (5), rounds (3).
 * Each round measures one browser and then all of them; the first is cold. Browsers and bridge share one JVM and its
 * cores. {@code mvn -Pmeasure-sends -pl bridge -am process-test-classes} runs it.
 */
public final class SendBatchMeasurement {
    private static final String SYNCS = "stompbridge_broker_store_syncs";
    private static final String BODY = "{\"symbol\":\"NVDA\",\"price\":13.92,\"time\":\"2026-11-22T10:00:00Z\"}";

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
        ExecutorService threads = Executors.newFixedThreadPool(browsers);
        CountDownLatch ready = new CountDownLatch(browsers);
        CountDownLatch start = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(browsers);
        AtomicInteger receipts = new AtomicInteger();
        for (int i = 0; i < browsers; i++) {
            threads.execute(() -> {
                try (StompClient client = StompClient.tester(bridge.port())) {
                    ready.countDown();
                    start.await();
                    receipts.addAndGet(send(client, System.nanoTime() + time.toNanos()));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } finally {
                    done.countDown();
                }
            });
        }
        ready.await();
        long syncs = bridge.metric(SYNCS);
        long started = System.nanoTime();
        start.countDown();
        done.await();
        double seconds = (System.nanoTime() - started) / (double) TimeUnit.SECONDS.toNanos(1);
        long synced = bridge.metric(SYNCS) - syncs;
        threads.shutdown();
        System.out.printf(
                "round %d: %d browsers: %.0f receipts/s, %d syncs, %.1f receipts per sync%n",
                round, browsers, receipts.get() / seconds, synced, receipts.get() / (double) synced);
        return receipts.get() / seconds;
    }

    private static int send(StompClient client, long until) {
        int receipts = 0;
        while (System.nanoTime() < until) {
            client.send("SEND\ndestination:/queue/test.stored\npersistent:true\nreceipt:r\n\n" + BODY + "^@");
            client.awaitReceipt("r");
            receipts++;
        }
        return receipts;
    }
}
