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
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ACK and NACK in the three versions, and what the prefetch holds back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AcknowledgementTest {
    private static final String LOGIN = "login:tester\npasscode:tester-demo\n";

    private final TestBridge bridge = TestBridge.start();

    @AfterAll
    void stop() {
        bridge.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.1", "1.2"})
    void individualAcknowledgementsTakeOneMessageEach(String version) throws Exception {
        String queue = "test.individual." + version.replace('.', '-');
        try (JmsBackend backend = JmsBackend.tester(bridge);
                StompClient client = connect(version)) {
            fill(backend, queue, 4);
            subscribe(client, queue, "ack:client-individual\n");
            List<StompFrame> messages = messages(client, 4);
            ack(client, version, messages.get(1));
            ack(client, version, messages.get(3));

            assertThat(backend.browse(queue)).containsExactly("0", "2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.1", "1.2"})
    void clientAcknowledgementsTakeEverythingBeforeThem(String version) throws Exception {
        String queue = "test.cumulative." + version.replace('.', '-');
        try (JmsBackend backend = JmsBackend.tester(bridge);
                StompClient client = connect(version)) {
            fill(backend, queue, 5);
            subscribe(client, queue, "ack:client\n");
            List<StompFrame> messages = messages(client, 5);
            ack(client, version, messages.get(2));
            assertThat(backend.browse(queue)).containsExactly("3", "4");

            ack(client, version, messages.get(4));
            assertThat(backend.browse(queue)).isEmpty();
        }
    }

    @Test
    void cumulativeAcknowledgementsStayWithinTheirSubscription() throws Exception {
        try (JmsBackend backend = JmsBackend.tester(bridge);
                StompClient client = connect("1.2")) {
            fill(backend, "test.within.a", 2);
            fill(backend, "test.within.b", 2);
            client.send(subscribeFrame("a", "test.within.a", "ack:client\n"));
            messages(client, 2);
            client.send(subscribeFrame("b", "test.within.b", "ack:client\n"));
            ack(client, "1.2", messages(client, 2).get(1));

            assertThat(backend.browse("test.within.a")).containsExactly("0", "1");
            assertThat(backend.browse("test.within.b")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"client-individual,1", "client,3"})
    void rejectedMessagesGoToTheDeadLetterQueue(String mode, int rejected) throws Exception {
        String queue = "test.nack." + mode;
        try (TestBridge own = TestBridge.start();
                JmsBackend backend = JmsBackend.tester(own);
                StompClient client = StompClient.tester(own.port())) {
            fill(backend, queue, 4);
            subscribe(client, queue, "ack:" + mode + "\n");
            StompFrame third = messages(client, 4).get(2);
            client.send("NACK\nid:" + third.headers().get("ack") + "\nreceipt:n\n\n^@")
                    .awaitReceipt("n");

            assertThat(backend.browse(queue)).hasSize(4 - rejected);
            await().until(() -> own.metric("stompbridge_broker_dead_lettered") == rejected);
            assertThat(own.metric("stompbridge_rejections_total")).isEqualTo(1);
        }
    }

    @Test
    void aBrowserThatDoesNotAcknowledgeGetsNoMoreThanItsPrefetch() throws Exception {
        String queue = "test.prefetch";
        try (JmsBackend backend = JmsBackend.tester(bridge);
                StompClient client = connect("1.2")) {
            fill(backend, queue, 10);
            subscribe(client, queue, "ack:client\nactivemq.prefetchSize:3\n");
            List<StompFrame> first = messages(client, 3);
            client.send("BEGIN\ntransaction:probe\nreceipt:nothing-more\n\n^@").awaitReceipt("nothing-more");

            client.send(ackFrame("1.2", first.get(1)));
            assertThat(messages(client, 2))
                    .extracting(AcknowledgementTest::number)
                    .containsExactly(3, 4);
        }
    }

    @Test
    void messagesOfATopicAreHeldBackByThePrefetchToo() throws Exception {
        try (StompClient client = connect("1.2");
                StompClient sender = StompClient.tester(bridge.port())) {
            client.send("SUBSCRIBE\nid:t\ndestination:/topic/test.held\nack:client\nactivemq.prefetchSize:2\n"
                            + "receipt:s\n\n^@")
                    .awaitReceipt("s");
            for (int i = 0; i < 6; i++) {
                sender.send("SEND\ndestination:/topic/test.held\n\n" + i + "^@");
            }
            for (int i = 0; i < 6; i += 2) {
                List<StompFrame> two = messages(client, 2);
                assertThat(two).extracting(AcknowledgementTest::number).containsExactly(i, i + 1);
                client.send("BEGIN\ntransaction:" + i + "\nreceipt:b" + i + "\n\n^@")
                        .awaitReceipt("b" + i);
                client.send(ackFrame("1.2", two.get(1)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNSUBSCRIBE\nid:s\n\n^@", "DISCONNECT\n\n^@", "SEND\n\n^@", ""})
    void whatIsNotAcknowledgedIsRedeliveredInOrderAndMarked(String end) throws Exception {
        String queue = "test.again." + Integer.toHexString(end.hashCode());
        try (JmsBackend backend = JmsBackend.tester(bridge);
                StompClient client = connect("1.2")) {
            fill(backend, queue, 6);
            subscribe(client, queue, "ack:client-individual\nactivemq.prefetchSize:4\n");
            List<StompFrame> messages = messages(client, 4);
            client.send(ackFrame("1.2", messages.get(1)));
            messages.addAll(messages(client, 1));
            if (end.isEmpty()) {
                client.ws().raw().close();
            } else {
                client.send(end);
            }
            try (StompClient next = connect("1.2")) {
                awaitEnd(next);
                subscribe(next, queue, "ack:client\n");
                List<StompFrame> again = messages(next, 5);

                assertThat(again).extracting(AcknowledgementTest::number).containsExactly(0, 2, 3, 4, 5);
                assertThat(again.subList(0, 4))
                        .allMatch(frame -> "true".equals(frame.headers().get("redelivered")));
                assertThat(again.get(4).headers().get("redelivered")).isNull();
                ack(next, "1.2", again.get(4));
            }
        }
    }

    @Test
    void anAcknowledgementTwiceIsAnError() throws Exception {
        String queue = "test.double";
        try (JmsBackend backend = JmsBackend.tester(bridge);
                StompClient client = connect("1.2")) {
            fill(backend, queue, 1);
            subscribe(client, queue, "ack:client-individual\n");
            StompFrame message = messages(client, 1).get(0);
            ack(client, "1.2", message);
            client.send(ackFrame("1.2", message));

            assertThat(client.await(StompCommand.ERROR).headers().get("message"))
                    .isEqualTo("no such message waits for an acknowledgement");
        }
    }

    @Test
    void versionOneZeroHasNoNack() throws Exception {
        String queue = "test.nack10";
        try (JmsBackend backend = JmsBackend.tester(bridge);
                StompClient client = connect("1.0")) {
            fill(backend, queue, 1);
            subscribe(client, queue, "ack:client\n");
            StompFrame message = messages(client, 1).get(0);
            client.send("NACK\nmessage-id:" + message.headers().get("message-id") + "\n\n^@");

            assertThat(client.await(StompCommand.ERROR).headers().get("message"))
                    .isEqualTo("STOMP 1.0 has no NACK");
        }
    }

    @Test
    void theSumOfPrefetchesIsBounded() {
        try (TestBridge own = TestBridge.start("stomp.max-unacknowledged=150");
                StompClient client = StompClient.tester(own.port())) {
            client.subscribe("topics-do-not-count", "/topic/test.many").subscribe("a", "/queue/test.many");
            client.send(subscribeFrame("b", "test.many", ""));

            assertThat(client.await(StompCommand.ERROR).headers().get("message"))
                    .contains("150 unacknowledged")
                    .contains("activemq.prefetchSize");
        }
    }

    /** Browsers of one identity share a link: what it was asked before is done when it answers. */
    private void awaitEnd(StompClient other) {
        await().until(() -> bridge.metric("stompbridge_broker_subscriptions") == 0);
        other.subscribe("after", "/topic/test.after");
    }

    private StompClient connect(String version) {
        StompClient client = StompClient.over(
                WsClient.over(RawClient.connect(bridge.port()), "/stomp", "v" + version.replace(".", "") + ".stomp"));
        client.send("CONNECT\naccept-version:" + version + "\nhost:test\n" + LOGIN + "\n^@");
        assertThat(client.await(StompCommand.CONNECTED).headers().get("version"))
                .isEqualTo(version);
        return client;
    }

    private static void fill(JmsBackend backend, String queue, int messages) throws Exception {
        for (int i = 0; i < messages; i++) {
            backend.sendText("queue://" + queue, Integer.toString(i));
        }
    }

    private static void subscribe(StompClient client, String queue, String headers) {
        client.send(subscribeFrame("s", queue, headers));
    }

    private static String subscribeFrame(String id, String queue, String headers) {
        return "SUBSCRIBE\nid:" + id + "\ndestination:/queue/" + queue + "\n" + headers + "\n^@";
    }

    private static List<StompFrame> messages(StompClient client, int count) {
        List<StompFrame> messages = new ArrayList<>();
        IntStream.range(0, count).forEach(i -> messages.add(client.await(StompCommand.MESSAGE)));
        return messages;
    }

    private static void ack(StompClient client, String version, StompFrame message) {
        client.send(ackFrame(version, message).replaceFirst("\n", "\nreceipt:acked\n"))
                .awaitReceipt("acked");
    }

    private static String ackFrame(String version, StompFrame message) {
        return switch (version) {
            case "1.0" -> "ACK\nmessage-id:" + header(message, "message-id") + "\n\n^@";
            case "1.1" -> "ACK\nsubscription:s\nmessage-id:" + header(message, "message-id") + "\n\n^@";
            default -> "ACK\nid:" + header(message, "ack") + "\n\n^@";
        };
    }

    private static String header(StompFrame frame, String name) {
        return Objects.requireNonNull(frame.headers().get(name), name);
    }

    private static int number(StompFrame frame) {
        return Integer.parseInt(new String(frame.body(), UTF_8));
    }
}
