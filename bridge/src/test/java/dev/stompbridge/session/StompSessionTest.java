package dev.stompbridge.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.testkit.JmsBackend;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.testkit.WsClient;
import dev.stompbridge.websocket.Opcode;
import jakarta.jms.BytesMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** STOMP sessions against the whole bridge: destinations, bodies, properties, bounds and the isolation of sessions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StompSessionTest {
    private static final int MEBIBYTE = 1024 * 1024;

    private final TestBridge bridge = TestBridge.start("stomp.max-subscriptions=20");

    @AfterAll
    void stop() {
        bridge.close();
    }

    @Test
    void aMessageOfAQueueReachesOneBrowser() {
        long before = bridge.metric("stompbridge_deliveries_total");
        try (StompClient one = tester().subscribe("1", "/queue/test.shared");
                StompClient two = tester().subscribe("2", "/queue/test.shared")) {
            for (int i = 0; i < 10; i++) {
                send(two, "/queue/test.shared", "text " + i);
            }
            await().until(() -> bridge.metric("stompbridge_deliveries_total") == before + 10);
            List<String> received = new ArrayList<>(bodiesUntilDisconnected(one));
            received.addAll(bodiesUntilDisconnected(two));

            assertThat(received).hasSize(10).doesNotHaveDuplicates();
        }
    }

    @Test
    void aMessageOfATopicReachesEverySubscription() {
        try (StompClient one = tester().subscribe("a", "/topic/test.all").subscribe("b", "/topic/test.all");
                StompClient two = tester().subscribe("c", "/topic/test.all")) {
            two.send("SEND\ndestination:/topic/test.all\n\nhello^@");

            assertThat(List.of(subscriptionOf(one), subscriptionOf(one))).containsExactlyInAnyOrder("a", "b");
            assertThat(subscriptionOf(two)).isEqualTo("c");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/topic/test.wild.*", "/topic/test.wild.>", "/topic/*.wild.one"})
    void aWildcardReceivesWhatItMatchesUnderItsOwnName(String pattern) {
        try (StompClient client = tester().subscribe("w", pattern)) {
            client.send("SEND\ndestination:/topic/test.other.one\n\nno^@");
            client.send("SEND\ndestination:/topic/test.wild.one\n\nyes^@");

            StompFrame message = client.await(StompCommand.MESSAGE);
            assertThat(body(message)).isEqualTo("yes");
            assertThat(message.headers().get("destination")).isEqualTo("/topic/test.wild.one");
        }
    }

    @Test
    void nothingIsDeliveredBehindTheReceiptOfUnsubscribe() {
        try (StompClient client = tester().subscribe("a", "/topic/test.un").subscribe("b", "/topic/test.still");
                StompClient sender = tester()) {
            client.send("UNSUBSCRIBE\nid:a\nreceipt:gone\n\n^@").awaitReceipt("gone");
            send(sender, "/topic/test.un", "to nobody");
            send(sender, "/topic/test.still", "to b");

            assertThat(client.message()).isEqualTo("to b");
        }
    }

    @Test
    void headersOfABrowserArePropertiesOfTheMessage() throws Exception {
        try (JmsBackend backend = JmsBackend.tester(bridge);
                MessageConsumer consumer = backend.consumer("queue://test.properties");
                StompClient client = tester()) {
            client.send("SEND\ndestination:/queue/test.properties\npriority:7\ncorrelation-id:c\\c1\ntype:t\n"
                    + "reply-to:/topic/test.answers\ncolour:blue\nsize:5\nJMSXGroupID:g\nJMSXUserID:u\n\nhello^@");

            Message message = JmsBackend.receive(consumer);
            assertThat(message.getJMSPriority()).isEqualTo(7);
            assertThat(message.getJMSCorrelationID()).isEqualTo("c:1");
            assertThat(message.getJMSType()).isEqualTo("t");
            assertThat(message.getJMSReplyTo()).hasToString("topic://test.answers");
            assertThat(message.getStringProperty("colour")).isEqualTo("blue");
            assertThat(message.getStringProperty("size")).isEqualTo("5");
            assertThat(message.getStringProperty("JMSXGroupID")).isEqualTo("g");
            assertThat(message.propertyExists("JMSXUserID")).isFalse();
        }
    }

    @Test
    void propertiesOfAMessageAreHeadersOfABrowsersFrame() throws Exception {
        try (JmsBackend backend = JmsBackend.tester(bridge);
                StompClient client = tester().subscribe("s", "/topic/test.properties")) {
            TextMessage message = backend.session().createTextMessage("hello");
            message.setStringProperty("colour", "blue: or green");
            message.setIntProperty("size", 5);
            message.setBooleanProperty("sold", true);
            message.setStringProperty("destination", "/topic/pretended");
            message.setJMSCorrelationID("c1");
            backend.send("topic://test.properties", message);

            StompFrame frame = client.await(StompCommand.MESSAGE);
            assertThat(frame.headers().get("colour")).isEqualTo("blue: or green");
            assertThat(frame.headers().get("size")).isEqualTo("5");
            assertThat(frame.headers().get("sold")).isEqualTo("true");
            assertThat(frame.headers().get("destination")).isEqualTo("/topic/test.properties");
            assertThat(frame.headers().get("correlation-id")).isEqualTo("c1");
        }
    }

    /** A 1.0 subscriber never gets the line feed that a 1.2 sender escaped, and the change is counted. */
    @Test
    void aHeaderThatTheSubscribersVersionCannotExpressIsBlankedAndCounted() {
        try (StompClient sender = StompClient.anonymous(bridge.port());
                StompClient old = StompClient.over(WsClient.open(bridge.port(), "/stomp"))) {
            long before = bridge.metric("stompbridge_headers_changed_total");
            old.send("CONNECT\n\n^@");
            old.await(StompCommand.CONNECTED);
            old.subscribe("a", "/topic/demo.versions");
            sender.send("SEND\ndestination:/topic/demo.versions\nnote:one\\ntwo\n\n^@");

            StompFrame message = old.await(StompCommand.MESSAGE);

            assertThat(message.headers().get("note")).isEqualTo("one two");
            await().until(() -> bridge.metric("stompbridge_headers_changed_total") == before + 1);
        }
    }

    @Test
    void aBodyWithoutContentLengthIsATextMessage() throws Exception {
        try (JmsBackend backend = JmsBackend.tester(bridge);
                MessageConsumer consumer = backend.consumer("queue://test.text");
                StompClient client = tester()) {
            client.send("SEND\ndestination:/queue/test.text\n\nGrüße, 世界 😀^@");

            assertThat(JmsBackend.receiveText(consumer)).isEqualTo("Grüße, 世界 😀");
        }
    }

    @Test
    void aBodyWithContentLengthIsABytesMessage() throws Exception {
        try (JmsBackend backend = JmsBackend.tester(bridge);
                MessageConsumer consumer = backend.consumer("queue://test.bytes");
                StompClient client = tester()) {
            client.send("SEND\ndestination:/queue/test.bytes\ncontent-length:3\n\na^@b^@");

            BytesMessage message = (BytesMessage) JmsBackend.receive(consumer);
            byte[] body = new byte[Math.toIntExact(message.getBodyLength())];
            message.readBytes(body);
            assertThat(body).containsExactly('a', 0, 'b');
        }
    }

    @Test
    void aTextMessageLeavesAsText() throws Exception {
        try (JmsBackend backend = JmsBackend.tester(bridge);
                StompClient client = tester().subscribe("s", "/topic/test.text")) {
            backend.sendText("topic://test.text", "Grüße, 世界 😀 \0!");

            WsClient.Received received = client.ws().message();
            assertThat(received.opcode()).isEqualTo(Opcode.TEXT);
            assertThat(received.text())
                    .contains("\ncontent-length:" + "Grüße, 世界 😀 \0!".getBytes(UTF_8).length + "\n")
                    .endsWith("\n\nGrüße, 世界 😀 \0!\0");
        }
    }

    @Test
    void aBytesMessageThatIsNotUtf8LeavesAsABinaryWebSocketMessage() throws Exception {
        byte[] body = {(byte) 0xFF, 0, (byte) 0xC3, '\n'};
        try (JmsBackend backend = JmsBackend.tester(bridge);
                StompClient client = tester().subscribe("s", "/topic/test.binary")) {
            BytesMessage message = backend.session().createBytesMessage();
            message.writeBytes(body);
            backend.send("topic://test.binary", message);

            WsClient.Received received = client.ws().message();
            assertThat(received.opcode()).isEqualTo(Opcode.BINARY);
            byte[] frame = received.payload();
            assertThat(frame).endsWith(new byte[] {'\n', '\n', (byte) 0xFF, 0, (byte) 0xC3, '\n', 0});
        }
    }

    @Test
    void aBodyOfOneMebibytePassesInOneWebSocketMessage() {
        String body = "0123456789abcdef".repeat(MEBIBYTE / 16);
        try (StompClient client = tester().subscribe("s", "/topic/test.large")) {
            client.send("SEND\ndestination:/topic/test.large\n\n" + body + "^@");

            assertThat(client.message()).isEqualTo(body);
        }
    }

    @Test
    void aBodyOfOneMebibytePassesInManyWebSocketMessagesAndFragments() {
        String body = "0123456789abcdef".repeat(MEBIBYTE / 16);
        byte[] frame = ("SEND\ndestination:/topic/test.split\n\n" + body + "\0").getBytes(UTF_8);
        int piece = 10_007;
        try (StompClient client = tester().subscribe("s", "/topic/test.split")) {
            for (int at = 0, n = 0; at < frame.length; at += piece, n++) {
                byte[] part = Arrays.copyOfRange(frame, at, Math.min(at + piece, frame.length));
                boolean last = at + piece >= frame.length;
                client.ws().send(last || n % 3 == 2, n % 3 == 0 ? Opcode.TEXT : Opcode.CONTINUATION, part);
            }

            assertThat(client.message()).isEqualTo(body);
        }
    }

    @Test
    void whatHasAReceiptAndIsPersistentSurvivesARestart(@TempDir Path data) {
        String setting = "broker.data-directory=" + data;
        try (TestBridge first = TestBridge.start(setting);
                StompClient client = StompClient.tester(first.port())) {
            client.send("SEND\ndestination:/queue/test.kept\npersistent:true\nreceipt:r\n\nkept^@")
                    .awaitReceipt("r");
            client.send("SEND\ndestination:/queue/test.kept\nreceipt:s\n\nnot kept^@")
                    .awaitReceipt("s");
        }
        try (TestBridge second = TestBridge.start(setting);
                StompClient client = StompClient.tester(second.port()).subscribe("s", "/queue/test.kept")) {
            send(client, "/queue/test.kept", "new");

            StompFrame kept = client.await(StompCommand.MESSAGE);
            assertThat(body(kept)).isEqualTo("kept");
            assertThat(kept.headers().get("persistent")).isEqualTo("true");
            assertThat(client.message()).isEqualTo("new");
        }
    }

    @Test
    void aSessionHasSoManySubscriptionsAndNoMore() {
        try (StompClient client = tester()) {
            for (int i = 0; i < 20; i++) {
                client.subscribe(Integer.toString(i), "/topic/test.many." + i);
            }
            client.send("UNSUBSCRIBE\nid:3\n\n^@").subscribe("again", "/topic/test.many.3");
            client.send("SUBSCRIBE\nid:20\ndestination:/topic/test.many.20\n\n^@");

            assertThat(client.await(StompCommand.ERROR).headers().get("message"))
                    .isEqualTo("not more than 20 subscriptions in one session");
        }
    }

    @Test
    void loginsOfTheSameGroupsShareOneIdentity() {
        try (TestBridge own = TestBridge.start()) {
            List<StompClient> clients = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                clients.add(StompClient.tester(own.port()).subscribe("s", "/topic/test.identity"));
            }
            assertThat(own.metric("stompbridge_broker_identities")).isEqualTo(1);
            long links = own.metric("stompbridge_broker_links_opened_total");
            clients.add(StompClient.anonymous(own.port()));
            clients.add(StompClient.tester(own.port()).subscribe("s", "/topic/test.identity"));
            assertThat(own.metric("stompbridge_broker_identities")).isEqualTo(2);
            assertThat(own.metric("stompbridge_broker_links_opened_total")).isEqualTo(links);
            assertThat(own.metric("stompbridge_broker_subscriptions")).isEqualTo(1);

            clients.forEach(StompClient::close);
            await().until(() -> own.metric("stompbridge_broker_identities") == 0);
        }
    }

    private StompClient tester() {
        return StompClient.tester(bridge.port());
    }

    private static void send(StompClient sender, String destination, String text) {
        sender.send("SEND\ndestination:" + destination + "\n\n" + text + "^@");
    }

    private static List<String> bodiesUntilDisconnected(StompClient client) {
        client.send("DISCONNECT\nreceipt:bye\n\n^@");
        List<String> bodies = new ArrayList<>();
        StompFrame next = Objects.requireNonNull(client.next());
        while (next.command() == StompCommand.MESSAGE) {
            bodies.add(body(next));
            next = Objects.requireNonNull(client.next());
        }
        assertThat(next.headers().get("receipt-id")).isEqualTo("bye");
        return bodies;
    }

    private static String subscriptionOf(StompClient client) {
        return Objects.requireNonNull(
                client.await(StompCommand.MESSAGE).headers().get("subscription"));
    }

    private static String body(StompFrame frame) {
        return new String(frame.body(), UTF_8);
    }
}
