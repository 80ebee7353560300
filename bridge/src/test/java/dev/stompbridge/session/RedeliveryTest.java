package dev.stompbridge.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.testkit.JmsBackend;
import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.testkit.WsClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A browser that reads nothing holds messages of a queue: some have been written, which acknowledged them, some wait in
 * its outbox, some in the bridge. Whichever way its subscription ends, what it has not acknowledged goes to the next
 * consumer, in order and each once; what was in the outbox already is marked as redelivered.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RedeliveryTest {
    private static final int SMALL_BUFFER = 4 * 1024;
    private static final int MESSAGES = 600;
    private static final String PADDING = "x".repeat(16 * 1024);
    private static final String DELIVERIES = "stompbridge_deliveries_total";

    /** Fits half of the outbox more than once, and the prefetch is larger than that. */
    private final TestBridge bridge =
            TestBridge.start("outbox.max-bytes=256KiB", "stomp.max-body=64KiB", "stomp.queue-prefetch=50");

    @AfterAll
    void stop() {
        bridge.close();
    }

    private static Stream<Arguments> ends() {
        return Stream.of(
                end("vanishes", client -> client.ws().raw().close()),
                end("unsubscribes", client -> client.send("UNSUBSCRIBE\nid:s\n\n^@")),
                end("disconnects", client -> client.send("DISCONNECT\n\n^@")),
                end("errs", client -> client.send("ACK\n\n^@")));
    }

    private static Arguments end(String name, Consumer<StompClient> act) {
        return Arguments.of(name, Named.of("ends", act));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void whatIsNotAcknowledgedGoesToTheNextConsumer(String name, Consumer<StompClient> end) throws Exception {
        String queue = "test.end." + name;
        try (JmsBackend backend = JmsBackend.tester(bridge);
                StompClient slow = slow();
                StompClient next = StompClient.tester(bridge.port())) {
            long before = bridge.metric(DELIVERIES);
            slow.subscribe("s", "/queue/" + queue);
            for (int i = 0; i < MESSAGES; i++) {
                backend.sendText("queue://" + queue, i + " " + PADDING);
            }
            assertThat(slow.message()).startsWith("0 ");
            end.accept(slow);
            awaitEnd(next);
            int handedOut = Math.toIntExact(bridge.metric(DELIVERIES) - before);
            int first = number(backend.browse(queue).get(0));

            assertThat(handedOut).isBetween(first, MESSAGES - 1);
            List<StompFrame> redelivered = receive(next, queue, MESSAGES - first);
            assertThat(redelivered).extracting(RedeliveryTest::number).isEqualTo(range(first, MESSAGES));
            assertThat(redelivered.subList(0, handedOut - first))
                    .allMatch(frame -> "true".equals(frame.headers().get("redelivered")));
            assertThat(redelivered.subList(handedOut - first, redelivered.size()))
                    .noneMatch(frame -> frame.headers().get("redelivered") != null);
            await().untilAsserted(() -> assertThat(backend.browse(queue)).isEmpty());
        }
        await().until(() -> bridge.metric("stompbridge_broker_subscriptions") == 0);
    }

    @Test
    void whatWasInTheOutboxArrivesTwiceUnderTheSameMessageId() throws Exception {
        String queue = "test.twice";
        try (JmsBackend backend = JmsBackend.tester(bridge);
                StompClient slow = slow();
                StompClient next = StompClient.tester(bridge.port())) {
            slow.subscribe("s", "/queue/" + queue);
            for (int i = 0; i < MESSAGES; i++) {
                backend.sendText("queue://" + queue, i + " " + PADDING);
            }
            Map<Integer, String> ids = new HashMap<>();
            read(slow, ids);
            slow.send("UNSUBSCRIBE\nid:s\nreceipt:r\n\n^@");
            awaitEnd(next);
            int first = number(backend.browse(queue).get(0));
            List<StompFrame> redelivered = receive(next, queue, MESSAGES - first);
            while (read(slow, ids)) {}

            assertThat(ids.keySet()).containsExactlyElementsOf(range(0, ids.size()));
            assertThat(ids).hasSizeGreaterThan(first);
            assertThat(redelivered.subList(0, ids.size() - first))
                    .allSatisfy(frame ->
                            assertThat(frame.headers().get("message-id")).isEqualTo(ids.get(number(frame))));
        }
        await().until(() -> bridge.metric("stompbridge_broker_subscriptions") == 0);
    }

    /** Browsers of one identity share a link: what it was asked before is done when it answers. */
    private void awaitEnd(StompClient other) {
        await().until(() -> bridge.metric("stompbridge_broker_subscriptions") == 0);
        other.subscribe("after", "/topic/test.after");
    }

    /** Reads one frame; false if it was not a message. */
    private static boolean read(StompClient client, Map<Integer, String> ids) {
        StompFrame frame = Objects.requireNonNull(client.next());
        if (frame.command() != StompCommand.MESSAGE) {
            return false;
        }
        ids.put(number(frame), Objects.requireNonNull(frame.headers().get("message-id")));
        return true;
    }

    private StompClient slow() {
        return StompClient.over(WsClient.over(RawClient.connect(bridge.port(), SMALL_BUFFER), "/stomp", "v12.stomp"))
                .connected("login:tester\npasscode:tester-demo\n");
    }

    private static List<StompFrame> receive(StompClient client, String queue, int count) {
        client.send("SUBSCRIBE\nid:n\ndestination:/queue/" + queue + "\n\n^@");
        List<StompFrame> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            frames.add(client.await(StompCommand.MESSAGE));
        }
        return frames;
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static int number(StompFrame frame) {
        return number(new String(frame.body(), UTF_8));
    }

    private static int number(String body) {
        return Integer.parseInt(body.substring(0, body.indexOf(' ')));
    }
}
