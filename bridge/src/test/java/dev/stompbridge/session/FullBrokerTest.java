package dev.stompbridge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.websocket.CloseStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A full store or spool makes the sending link of an identity wait, and nothing else. */
final class FullBrokerTest {
    /** More than fit, and than wait in a session before reading from it is suspended. */
    private static final int MESSAGES = 100;

    private static final int LIMIT = 4 * 1024 * 1024;
    private static final String PADDING = "x".repeat(64 * 1024);
    private static final String STORE = "stompbridge_broker_store_bytes";

    /** Space that was freed counts again after some seconds: both stores free whole files, now and then. */
    @ParameterizedTest
    @CsvSource({"true, " + STORE, "false, stompbridge_broker_temp_bytes"})
    void acknowledgementsOfTheSameIdentityMakeRoomForItsSends(boolean persistent, String used) {
        try (TestBridge bridge = start();
                StompClient sender = StompClient.tester(bridge.port());
                StompClient consumer = StompClient.tester(bridge.port());
                StompClient other = StompClient.tester(bridge.port())) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendMany(sender, persistent));
            await().until(() -> bridge.metric(used) >= LIMIT);
            other.subscribe("o", "/topic/test.other");
            other.send("UNSUBSCRIBE\nid:o\nreceipt:u\n\n^@").awaitReceipt("u");

            consumer.send("SUBSCRIBE\nid:c\ndestination:/queue/test.full\n\n^@");
            for (int i = 0; i < MESSAGES; i++) {
                assertThat(consumer.message()).isEqualTo(i + " " + PADDING);
            }
            for (int i = 0; i < MESSAGES; i++) {
                sender.awaitReceipt(Integer.toString(i));
            }
            sending.join();
            assertThat(bridge.metric("stompbridge_sends_total")).isEqualTo(MESSAGES);
        }
    }

    /** Of the five seconds a blocked link takes two and a browser that does not answer the goodbye one and a half. */
    @Test
    void aBridgeWithABlockedSenderEndsWithinSecondsAndSaysGoodbye() {
        TestBridge bridge = start();
        try (StompClient sender = StompClient.tester(bridge.port());
                StompClient other = StompClient.tester(bridge.port())) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendMany(sender, true));
            await().until(() -> bridge.metric(STORE) >= LIMIT);
            long start = System.nanoTime();
            bridge.close();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertThat(other.next()).isNull();
            assertThat(other.closed()).isEqualTo(new CloseStatus(1001, "the bridge is shutting down"));
            end(sending);
        }
    }

    /** Browsers that come back would otherwise leave a connection to the broker and a thread behind each time. */
    @Test
    void aBlockedSenderThatGoesAwayLeavesNothingBehind() {
        try (TestBridge bridge = start()) {
            try (StompClient sender = StompClient.tester(bridge.port())) {
                CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendMany(sender, true));
                await().until(() -> bridge.metric(STORE) >= LIMIT);
                await().until(() -> bridge.metric("stompbridge_broker_connections") == 3);
                sender.ws().raw().close();
                end(sending);
            }
            await().until(() -> bridge.metric("stompbridge_broker_identities") == 0);
            // The one that looks whether the broker is there, and the one that keeps last messages.
            await().until(() -> bridge.metric("stompbridge_broker_connections") == 2);
        }
    }

    /** The socket is closed: whether everything had gone into its buffers does not matter. */
    private static void end(CompletableFuture<Void> sending) {
        sending.exceptionally(failure -> null).join();
    }

    private static TestBridge start() {
        return TestBridge.start(
                "broker.memory-limit=1MiB",
                "broker.temp-limit=4MiB",
                "broker.store-limit=4MiB",
                "websocket.ping-after=500ms");
    }

    private static void sendMany(StompClient sender, boolean persistent) {
        for (int i = 0; i < MESSAGES; i++) {
            sender.send("SEND\ndestination:/queue/test.full\nreceipt:" + i + "\npersistent:" + persistent + "\n\n" + i
                    + " " + PADDING + "^@");
        }
    }
}
