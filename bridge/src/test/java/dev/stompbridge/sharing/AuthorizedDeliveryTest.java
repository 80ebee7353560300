package dev.stompbridge.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.testkit.TestTokens;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What arrives where rights meet: under one wildcard, in one durable name, in one identity. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AuthorizedDeliveryTest {
    private static final List<String> TOPICS = List.of(
            "open.a", "stock.us.NVDA", "stock.eu.SAP", "stock.eu.SAP.bid", "news.today", "own.ann", "secret", "DLQ.a");
    private static final String DURABLE = "activemq.subscriptionName:n\n";

    private TestTokens tokens;
    private TestBridge bridge;
    private int rounds;

    @BeforeAll
    void start(@TempDir Path directory) {
        tokens = new TestTokens(directory);
        bridge = TestBridge.startWith(AccessTable.YAML + tokens.yaml(), "websocket.ping-after=5m");
    }

    @AfterAll
    void stop() {
        bridge.close();
    }

    private StompClient open(String user, String headers) {
        String credentials = user.isEmpty() ? "" : "login:" + user + "\npasscode:tester-demo\n";
        return new Asker(bridge.port(), user, credentials).open(headers);
    }

    private StompClient withToken(String user, String... groups) {
        String token = tokens.token(user, List.of(groups), Instant.now().plus(Duration.ofHours(1)));
        return new Asker(bridge.port(), user, "passcode:" + token + "\n").open("");
    }

    private static void subscribe(StompClient client, String id, String destination, String headers) {
        client.send("SUBSCRIBE\nid:" + id + "\ndestination:" + destination + "\n" + headers + "receipt:r\n\n^@");
        client.awaitReceipt("r");
    }

    /** Sends to every topic, and to the end, which the reader has subscribed to in the same way. */
    private String publish() {
        String body = "round " + rounds++;
        try (StompClient sender = open("tester", "")) {
            // Advisories of a consumer, a temporary destination and a connection come in between.
            sender.subscribe("t", "/temp-topic/t");
            TOPICS.forEach(topic -> sender.send("SEND\ndestination:/topic/" + topic + "\n\n" + body + "^@"));
            sender.send("SEND\ndestination:/topic/end\nreceipt:e\n\n" + body + "^@")
                    .awaitReceipt("e");
        }
        return body;
    }

    /** The topics of the messages of one subscription; it is over when the end and the UNSUBSCRIBE have come back. */
    private static List<String> received(StompClient client, String body) {
        List<String> topics = new ArrayList<>();
        boolean ended = false;
        boolean left = false;
        while (!left) {
            StompFrame frame = Objects.requireNonNull(client.next());
            left = frame.command() == StompCommand.RECEIPT;
            if (!left) {
                assertThat(new String(frame.body(), StandardCharsets.UTF_8)).isEqualTo(body);
                String topic = String.valueOf(frame.headers().get("destination"));
                if ("end".equals(frame.headers().get("subscription"))) {
                    ended = true;
                    client.send("UNSUBSCRIBE\nid:s\nreceipt:left\n\n^@");
                } else if (!topic.equals("/topic/end")) {
                    topics.add(topic.substring("/topic/".length()));
                }
            }
        }
        assertThat(ended).isTrue();
        return topics;
    }

    @ParameterizedTest
    @CsvSource({
        "'', /topic/>, open.a",
        "reader, /topic/>, open.a stock.us.NVDA news.today",
        "both, /topic/>, open.a stock.us.NVDA stock.eu.SAP news.today",
        "both, /topic/stock.eu.>, stock.eu.SAP",
        "both, /topic/*.eu.>, stock.eu.SAP",
        "ann, /topic/>, own.ann",
        "ann, /topic/own.*, own.ann",
        "tester, /topic/*.>, open.a stock.us.NVDA stock.eu.SAP stock.eu.SAP.bid news.today own.ann secret DLQ.a",
        "tester, /topic/>, open.a stock.us.NVDA stock.eu.SAP stock.eu.SAP.bid news.today own.ann secret DLQ.a",
        "tester, /topic/ActiveMQ.>, ''",
        "tester, /topic/*.Advisory.>, ''",
    })
    void aPatternDeliversWhatItsReaderMayReadSharedAndPrivate(String user, String pattern, String topics) {
        List<String> expected = topics.isEmpty() ? List.of() : List.of(topics.split(" ", -1));
        for (String ack : List.of("ack:auto\n", "ack:client\n")) {
            try (StompClient client = open(user, "")) {
                subscribe(client, "end", "/topic/end", ack);
                subscribe(client, "s", pattern, ack);
                assertThat(received(client, publish())).as(ack).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void whoJoinsOrLeavesChangesNothingForOthers(boolean moreRightsFirst) {
        String first = moreRightsFirst ? "tester" : "reader";
        String second = moreRightsFirst ? "reader" : "tester";
        try (StompClient one = open(first, "");
                StompClient two = open(second, "")) {
            for (StompClient client : List.of(one, two)) {
                subscribe(client, "end", "/topic/end", "");
                subscribe(client, "s", "/topic/*.>", "");
            }
            String body = publish();
            StompClient more = moreRightsFirst ? one : two;
            StompClient fewer = moreRightsFirst ? two : one;
            assertThat(received(more, body)).hasSize(TOPICS.size());
            assertThat(received(fewer, body)).containsExactly("open.a", "stock.us.NVDA", "news.today");

            subscribe(fewer, "s", "/topic/*.>", "");
            more.close();
            assertThat(received(fewer, publish())).containsExactly("open.a", "stock.us.NVDA", "news.today");
        }
    }

    @Test
    void aDurableNameOfAnotherUserIsAnother() {
        try (StompClient owner = open("tester", "client-id:same\n")) {
            subscribe(owner, "s", "/topic/secret", DURABLE);
            owner.send("DISCONNECT\nreceipt:bye\n\n^@").awaitReceipt("bye");
        }
        try (StompClient thief = open("reader", "client-id:same\n")) {
            thief.send("UNSUBSCRIBE\nactivemq.subscriptionName:n\nreceipt:u\n\n^@");
            assertThat(thief.await(StompCommand.ERROR).headers().get("message"))
                    .isEqualTo("the destination does not exist");
        }
        try (StompClient sender = open("tester", "")) {
            sender.send("SEND\ndestination:/topic/secret\npersistent:true\nreceipt:p\n\nkept^@")
                    .awaitReceipt("p");
        }
        await().untilAsserted(() ->
                assertThat(bridge.metric("stompbridge_broker_subscriptions")).isZero());
        try (StompClient thief = open("reader", "client-id:same\n")) {
            subscribe(thief, "end", "/topic/end", "ack:client\n");
            subscribe(thief, "s", "/topic/open.a", "ack:client\n" + DURABLE);
            assertThat(received(thief, publish())).containsExactly("open.a");
        }
        try (StompClient owner = open("tester", "client-id:same\n")) {
            owner.send("SUBSCRIBE\nid:s\ndestination:/topic/secret\n" + DURABLE + "\n^@");
            assertThat(owner.message()).isEqualTo("kept");
        }
    }

    @Test
    void passwordAndTokenWithTheSameGroupsAreOneIdentity() {
        await().until(() -> bridge.metric("stompbridge_broker_identities") == 0);
        try (StompClient password = open("both", "");
                StompClient token = withToken("both", "desk", "traders", "user:ann", "bridge:routes", "unknown")) {
            for (StompClient client : List.of(password, token)) {
                subscribe(client, "end", "/topic/end", "");
                subscribe(client, "s", "/topic/>", "");
            }
            assertThat(bridge.metric("stompbridge_broker_identities")).isEqualTo(1);
            String body = publish();
            for (StompClient client : List.of(password, token)) {
                assertThat(received(client, body))
                        .containsExactly("open.a", "stock.us.NVDA", "stock.eu.SAP", "news.today");
            }
        }
    }

    /** Whoever is asked may answer to where the question came from, and to nothing else by that. */
    @Test
    void aReplyReachesTheOneWhoAsked() {
        try (StompClient asker = open("reader", "");
                StompClient answerer = open("both", "")) {
            answerer.subscribe("q", "/queue/orders.question");
            asker.subscribe("a", "/temp-queue/answers");
            asker.send("SEND\ndestination:/queue/orders.question\nreply-to:/temp-queue/answers\n\n?^@");
            String replyTo = answerer.await(StompCommand.MESSAGE).headers().get("reply-to");
            answerer.send("SEND\ndestination:" + Objects.requireNonNull(replyTo).replace(":", "\\c") + "\n\n!^@");
            assertThat(asker.message()).isEqualTo("!");
        }
    }
}
