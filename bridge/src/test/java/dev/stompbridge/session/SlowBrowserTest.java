package dev.stompbridge.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.testkit.WsClient;
import dev.stompbridge.websocket.CloseStatus;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Browsers that do not read, each with a socket that is full, and what the policies make of it. */
final class SlowBrowserTest {
    private static final int SMALL_BUFFER = 4 * 1024;
    private static final int KEYS = 7;
    /** Far more than the buffers of a socket and the outbox hold. */
    private static final int MANY = 20_000;

    private static final String SKIPPED = "stompbridge_messages_skipped_total";
    private static final String PADDING = "x".repeat(8 * 1024);

    @ParameterizedTest
    @ValueSource(strings = {"/topic/test.latest.prices", "/topic/test.newest.prices"})
    void whatASlowBrowserIsSparedAddsUpAndTheLatestArrives(String topic) {
        try (TestBridge bridge = TestBridge.start();
                StompClient publisher = StompClient.tester(bridge.port());
                StompClient slow = slow(bridge).subscribe("s", topic)) {
            long sent = 0;
            while (bridge.metric(SKIPPED) < 200) {
                sent = send(publisher, topic, sent);
            }
            long received = 0;
            long skipped = 0;
            long highest = 0;
            Map<String, String> latest = new HashMap<>();
            while (received + skipped < sent) {
                StompFrame message = slow.await(StompCommand.MESSAGE);
                long sequence = Long.parseLong(String.valueOf(message.headers().get("x-seq")));
                String left = message.headers().get("x-skipped");
                received++;
                skipped += left == null ? 0 : Long.parseLong(left);
                highest = Math.max(highest, sequence);
                String body = new String(message.body(), UTF_8);
                assertThat(body)
                        .startsWith("{\"symbol\":\"k" + (sequence - 1) % KEYS + "\",\"number\":" + (sequence - 1));
                latest.put(
                        body.substring(0, body.indexOf(',')), message.headers().get("x-seq"));
            }

            assertThat(highest).isEqualTo(sent).isEqualTo(received + skipped);
            assertThat(bridge.metric(SKIPPED)).isEqualTo(skipped);
            if (topic.contains("latest")) {
                for (long number = sent - KEYS; number < sent; number++) {
                    assertThat(latest).containsEntry(key(number), Long.toString(number + 1));
                }
            }
        }
    }

    @Test
    void aMessageThatWaitsForTooLongDisconnectsItsBrowserAlone() {
        String topic = "/topic/test.prices";
        try (TestBridge bridge = TestBridge.start("outbox.max-age=1s", "outbox.max-bytes=64MiB");
                StompClient publisher = StompClient.tester(bridge.port());
                StompClient fast = StompClient.tester(bridge.port()).subscribe("f", topic);
                StompClient slow = slow(bridge).subscribe("s", topic)) {
            long sent = 0;
            while (bridge.metric("stompbridge_disconnects_total{reason=\"outbox_too_old\"}") == 0) {
                sent = send(publisher, topic, sent);
                for (int i = 0; i < 10; i++) {
                    fast.await(StompCommand.MESSAGE);
                }
            }

            assertThat(slow.ws().close(new CloseStatus(4109, "")))
                    .isEqualTo(new CloseStatus(4109, "too slow: messages waited for too long"));
            publisher.send("SEND\ndestination:" + topic + "\n\nhello^@");
            assertThat(fast.message()).isEqualTo("hello");
        }
    }

    @Test
    void whenAllOutboxesTogetherAreFullTheSlowestIsDisconnected() {
        String topic = "/topic/test.prices";
        try (TestBridge bridge = TestBridge.start("outbox.max-bytes=8MiB", "outbox.total-bytes=8MiB");
                StompClient publisher = StompClient.tester(bridge.port());
                StompClient slow = slow(bridge).subscribe("s", topic);
                StompClient slowest = slow(bridge)) {
            // Twice the bytes, of which the sockets take as many as of the other's.
            slowest.subscribe("a", topic).subscribe("b", topic);
            long sent = 0;
            while (bridge.metric("stompbridge_disconnects_total{reason=\"slowest\"}") == 0) {
                sent = send(publisher, topic, sent);
                assertThat(bridge.metric("stompbridge_disconnects_total{reason=\"outbox_full\"}"))
                        .isZero();
            }

            assertThat(slowest.ws().close(new CloseStatus(4110, "")))
                    .isEqualTo(new CloseStatus(4110, "too slow: all outboxes together are full, and this one most"));
            for (long number = 0; number < sent; number++) {
                assertThat(slow.message()).isEqualTo(body(number));
            }
        }
    }

    /** Ten messages, the last of which the broker has taken when this returns. */
    private static long send(StompClient publisher, String topic, long first) {
        for (long number = first; number < first + 10; number++) {
            String receipt = number == first + 9 ? "receipt:r\n" : "";
            assertThat(number).as("messages").isLessThan(MANY);
            publisher.send("SEND\ndestination:" + topic + "\n" + receipt + "\n" + body(number) + "^@");
        }
        publisher.awaitReceipt("r");
        return first + 10;
    }

    private static String body(long number) {
        return key(number) + ",\"number\":" + number + ",\"padding\":\"" + PADDING + "\"}";
    }

    private static String key(long number) {
        return "{\"symbol\":\"k" + number % KEYS + "\"";
    }

    private static StompClient slow(TestBridge bridge) {
        return StompClient.over(WsClient.over(RawClient.connect(bridge.port(), SMALL_BUFFER), "/stomp", "v12.stomp"))
                .connected("login:tester\npasscode:tester-demo\n");
    }
}
