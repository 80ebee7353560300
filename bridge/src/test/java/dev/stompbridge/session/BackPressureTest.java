package dev.stompbridge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.testkit.JmsBackend;
import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.testkit.WsClient;
import dev.stompbridge.websocket.CloseStatus;
import jakarta.jms.MessageConsumer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who reads too slowly, or sends too fast, is slowed down or ended; nobody else notices. */
final class BackPressureTest {
    private static final int SMALL_BUFFER = 4 * 1024;
    private static final String OUTBOX_FULL = "stompbridge_disconnects_total{reason=\"outbox_full\"}";
    private static final int MEBIBYTE = 1024 * 1024;
    private static final int SENDS = 20_000;
    private static final String SEND_PADDING = " " + "x".repeat(300);

    /** What 64 KiB hold of such frames. */
    private static final int FRAMES_OF_ONE_READ = 200;

    private static final String PADDING = "x".repeat(8 * 1024);

    @Test
    void aBrowserThatDoesNotReadATopicIsDisconnectedAndNobodyElseNotices() {
        try (TestBridge bridge = TestBridge.start("outbox.max-bytes=256KiB", "stomp.max-body=64KiB");
                StompClient publisher = StompClient.tester(bridge.port());
                StompClient slow = slow(bridge)) {
            // Twenty copies of each message fill its buffers while the others have little to read.
            for (int i = 0; i < 20; i++) {
                slow.subscribe("s" + i, "/topic/test.prices");
            }
            List<StompClient> others = IntStream.range(0, 100)
                    .mapToObj(i -> StompClient.tester(bridge.port()).subscribe("o", "/topic/test.prices"))
                    .toList();
            int number = 0;
            while (bridge.metric(OUTBOX_FULL) == 0 || number < 50) {
                publisher.send("SEND\ndestination:/topic/test.prices\n\n" + number + " " + PADDING + "^@");
                for (StompClient other : others) {
                    assertThat(other.message()).isEqualTo(number + " " + PADDING);
                }
                number++;
            }

            CloseStatus status = slow.ws().close(new CloseStatus(4100, ""));
            assertThat(status).isEqualTo(new CloseStatus(4100, "too slow: the outbox is full"));
            assertThat(bridge.metric(OUTBOX_FULL)).isEqualTo(1);
            await().until(() -> bridge.metric("stompbridge_broker_subscriptions") == 1);
            others.forEach(StompClient::close);
        }
    }

    /** What it holds comes before the latest message that the outbox kept, however long the browser did not read. */
    @Test
    void theSystemHoldsLittleOfWhatABrowserDoesNotRead() {
        try (TestBridge bridge = TestBridge.start("outbox.max-bytes=256KiB", "stomp.max-body=64KiB");
                StompClient publisher = StompClient.tester(bridge.port());
                StompClient other = StompClient.tester(bridge.port()).subscribe("o", "/topic/test.prices");
                StompClient slow = slow(bridge)) {
            slow.subscribe("s", "/topic/test.prices");
            int bytes = 0;
            while (bridge.metric(OUTBOX_FULL) == 0) {
                publisher.send("SEND\ndestination:/topic/test.prices\n\n" + PADDING + "^@");
                assertThat(other.message()).isEqualTo(PADDING);
                bytes += PADDING.length();
            }
            assertThat(bytes).isLessThan(MEBIBYTE);
        }
    }

    @Test
    void aBrowserThatDoesNotReadAQueueGetsEverythingWhenItReadsOn() throws Exception {
        int messages = 1200;
        try (TestBridge bridge = TestBridge.start();
                JmsBackend backend = JmsBackend.tester(bridge);
                StompClient slow = slow(bridge)) {
            slow.subscribe("s", "/queue/test.jobs");
            for (int i = 0; i < messages; i++) {
                backend.sendText("queue://test.jobs", i + " " + PADDING);
            }
            assertThat(backend.browse("test.jobs")).hasSizeGreaterThan(100);

            for (int i = 0; i < messages; i++) {
                assertThat(slow.message()).isEqualTo(i + " " + PADDING);
            }
            await().untilAsserted(() -> assertThat(backend.browse("test.jobs")).isEmpty());
            assertThat(bridge.metric("stompbridge_deliveries_total")).isEqualTo(messages);
            assertThat(bridge.metric(OUTBOX_FULL)).isZero();
        }
    }

    /**
     * The queue's messages go to the spool when memory runs short; a full spool makes the sending link of the identity
     * wait. Nobody else does: neither other identities, nor what the same identity does besides sending.
     */
    @Test
    void twentyThousandSendsToAFullDestinationArriveInOrder() throws Exception {
        try (TestBridge bridge = TestBridge.start("broker.memory-limit=1MiB", "broker.temp-limit=4MiB");
                JmsBackend backend = JmsBackend.tester(bridge);
                StompClient fast = StompClient.tester(bridge.port());
                StompClient sameIdentity = StompClient.tester(bridge.port());
                StompClient anonymous = StompClient.anonymous(bridge.port())) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendMany(fast));
            await().until(() -> bridge.metric("stompbridge_broker_temp_bytes") >= 4 * MEBIBYTE);
            anonymous.subscribe("s", "/topic/demo.elsewhere");
            anonymous.send("SEND\ndestination:/topic/demo.elsewhere\n\nhello^@");
            assertThat(anonymous.message()).isEqualTo("hello");
            sameIdentity.subscribe("s", "/topic/test.elsewhere");

            assertThat(bridge.metric("stompbridge_reading_suspended_total")).isPositive();
            assertThat(unanswered(bridge)).isLessThan(FRAMES_OF_ONE_READ + 256);
            assertThat(bridge.metric("stompbridge_broker_memory_percent")).isLessThan(110);
            try (MessageConsumer consumer = backend.consumer("queue://test.full")) {
                for (int i = 0; i < SENDS; i++) {
                    assertThat(JmsBackend.receiveText(consumer)).isEqualTo(i + SEND_PADDING);
                }
            }
            sending.join();
            assertThat(bridge.metric("stompbridge_disconnects_total{reason=\"too_many_frames\"}"))
                    .isZero();
        }
    }

    private static long unanswered(TestBridge bridge) {
        long answered = bridge.metric("stompbridge_sends_total");
        return bridge.metric("stompbridge_stomp_frames_received_total") - answered;
    }

    private static void sendMany(StompClient client) {
        for (int i = 0; i < SENDS; i++) {
            client.send("SEND\ndestination:/queue/test.full\n\n" + i + SEND_PADDING + "^@");
        }
    }

    private static StompClient slow(TestBridge bridge) {
        return StompClient.over(WsClient.over(RawClient.connect(bridge.port(), SMALL_BUFFER), "/stomp", "v12.stomp"))
                .connected("login:tester\npasscode:tester-demo\n");
    }
}
