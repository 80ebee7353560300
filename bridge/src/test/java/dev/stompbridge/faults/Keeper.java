package dev.stompbridge.faults;

import static org.awaitility.Awaitility.await;

import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import java.time.Duration;

/** A session that keeps the links of its identity open, so that what is asked on them later is answered later. */
final class Keeper implements AutoCloseable {
    private static final Duration END = Duration.ofSeconds(30);

    private final TestBridge bridge;
    private final StompClient client;

    Keeper(TestBridge bridge) {
        this.bridge = bridge;
        this.client = StompClient.tester(bridge.port()).subscribe("k", "/topic/test.keeper");
    }

    /** All other sessions have ended, and what they asked of the broker has been done. */
    void awaitEnds() {
        await().atMost(END).until(() -> bridge.metric("stompbridge_connections") == 1);
        fence("first");
        await().atMost(END).until(() -> bridge.metric("stompbridge_broker_subscriptions") == 1);
        fence("second");
    }

    private void fence(String id) {
        client.subscribe(id, "/topic/test.fence")
                .send("UNSUBSCRIBE\nid:" + id + "\nreceipt:f\n\n^@")
                .awaitReceipt("f");
    }

    @Override
    public void close() {
        client.close();
    }
}
