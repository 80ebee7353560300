package dev.stompbridge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.testkit.WsClient;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Durable subscriptions to topics, and who has a client id. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DurableSubscriptionTest {
    private static final String SUBSCRIBE = "SUBSCRIBE\nid:s\nactivemq.subscriptionName:prices\nreceipt:s\n";

    private final TestBridge bridge = TestBridge.start();

    @AfterAll
    void stop() {
        bridge.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNSUBSCRIBE\nid:s\nreceipt:end\n\n^@", "DISCONNECT\nreceipt:end\n\n^@", ""})
    void whatWasSentMeanwhileArrivesAfterComingBack(String end) throws Exception {
        String topic = "/topic/test.durable." + end.length();
        try (StompClient sender = StompClient.tester(bridge.port())) {
            try (StompClient first = connect("c" + end.length())) {
                subscribe(first, topic);
                if (!end.isEmpty()) {
                    first.send(end).awaitReceipt("end");
                }
            }
            await().until(() -> bridge.metric("stompbridge_broker_subscriptions") == 0);
            publish(sender, topic, "away 1");
            publish(sender, topic, "away 2");
            try (StompClient second = connect("c" + end.length())) {
                second.send(SUBSCRIBE.replace("receipt:s\n", "") + "destination:" + topic + "\n\n^@");
                assertThat(second.message()).isEqualTo("away 1");
                assertThat(second.message()).isEqualTo("away 2");
                publish(sender, topic, "here");
                assertThat(second.message()).isEqualTo("here");
            }
        }
    }

    @Test
    void unsubscribingByNameDeletesIt() throws Exception {
        String topic = "/topic/test.deleted";
        try (StompClient sender = StompClient.tester(bridge.port());
                StompClient client = connect("deleter")) {
            subscribe(client, topic);
            client.send("UNSUBSCRIBE\nid:s\nactivemq.subscriptionName:prices\nreceipt:u\n\n^@")
                    .awaitReceipt("u");
            publish(sender, topic, "nobody's");
            subscribe(client, topic);
            publish(sender, topic, "mine");

            assertThat(client.message()).isEqualTo("mine");
            client.send("UNSUBSCRIBE\nid:s\nreceipt:1\n\n^@").awaitReceipt("1");
            client.send("UNSUBSCRIBE\nactivemq.subscriptionName:prices\nreceipt:2\n\n^@")
                    .awaitReceipt("2");
            client.send("UNSUBSCRIBE\nactivemq.subscriptionName:prices\nreceipt:3\n\n^@");
            assertThat(client.await(StompCommand.ERROR).headers().get("message"))
                    .isEqualTo("the destination does not exist");
        }
    }

    @Test
    void aSecondSessionWithTheClientIdIsRefused() throws Exception {
        try (StompClient first = connect("twice");
                StompClient second = open()) {
            subscribe(first, "/topic/test.twice");
            second.send(connectFrame("twice"));

            assertThat(second.await(StompCommand.ERROR).headers().get("message"))
                    .isEqualTo("the client id is in use");
            assertThat(second.next()).isNull();
            assertThat(Objects.requireNonNull(second.closed()).code()).isEqualTo(Disconnect.CLIENT_ID_IN_USE.code());
            first.send("SEND\ndestination:/topic/test.twice\n\nstill here^@");
            assertThat(first.message()).isEqualTo("still here");
        }
        await().until(() -> {
            try (StompClient third = open().send(connectFrame("twice"))) {
                return Objects.requireNonNull(third.next()).command() == StompCommand.CONNECTED;
            }
        });
    }

    @Test
    void aSecondSessionReplacesTheFirstIfThatIsConfigured() throws Exception {
        try (TestBridge own = TestBridge.start("stomp.client-id-claim=replace");
                StompClient first = StompClient.over(ws(own));
                StompClient second = StompClient.over(ws(own));
                StompClient sender = StompClient.tester(own.port())) {
            first.send(connectFrame("taken")).await(StompCommand.CONNECTED);
            subscribe(first, "/topic/test.taken");
            second.send(connectFrame("taken")).await(StompCommand.CONNECTED);
            subscribe(second, "/topic/test.taken");
            publish(sender, "/topic/test.taken", "once");

            assertThat(first.next()).isNull();
            assertThat(Objects.requireNonNull(first.closed()).code()).isEqualTo(Disconnect.TAKEN_OVER.code());
            assertThat(second.message()).isEqualTo("once");
        }
    }

    @Test
    void itNeedsALoginAndAClientId() {
        try (StompClient client = StompClient.tester(bridge.port())) {
            client.send(SUBSCRIBE + "destination:/topic/test.a\n\n^@");
            assertThat(client.await(StompCommand.ERROR).headers().get("message"))
                    .isEqualTo("a durable subscription needs a login and a client-id");
        }
        try (StompClient anonymous = open()) {
            anonymous
                    .send("CONNECT\naccept-version:1.2\nhost:test\nclient-id:a\n\n^@")
                    .await(StompCommand.CONNECTED);
            anonymous.send(SUBSCRIBE + "destination:/topic/demo.a\n\n^@");
            assertThat(anonymous.await(StompCommand.ERROR).headers().get("message"))
                    .isEqualTo("a durable subscription needs a login and a client-id");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b", "a b", "a/b"})
    void aClientIdCannotPretendToBeAnother(String id) {
        try (StompClient client = open().send(connectFrame(id))) {
            assertThat(client.await(StompCommand.ERROR).headers().get("message"))
                    .isEqualTo("client-id has 1 to 128 letters, digits and . _ ~ @ + -");
        }
    }

    @Test
    void onlyATopicCanBeSubscribedToDurably() {
        try (StompClient client = connect("queue")) {
            client.send(SUBSCRIBE + "destination:/queue/test.a\n\n^@");
            assertThat(client.await(StompCommand.ERROR).headers().get("message"))
                    .isEqualTo("only a subscription to a topic can be durable");
        }
    }

    private StompClient connect(String clientId) {
        StompClient client = open().send(connectFrame(clientId));
        client.await(StompCommand.CONNECTED);
        return client;
    }

    private StompClient open() {
        return StompClient.over(ws(bridge));
    }

    private static WsClient ws(TestBridge bridge) {
        return WsClient.over(RawClient.connect(bridge.port()), "/stomp", "v12.stomp");
    }

    private static String connectFrame(String clientId) {
        return "CONNECT\naccept-version:1.2\nhost:test\nlogin:tester\npasscode:tester-demo\nclient-id:" + clientId
                + "\n\n^@";
    }

    private static void subscribe(StompClient client, String topic) {
        client.send(SUBSCRIBE + "destination:" + topic + "\n\n^@");
        client.awaitReceipt("s");
    }

    private static void publish(StompClient client, String topic, String body) {
        client.send("SEND\ndestination:" + topic + "\npersistent:true\nreceipt:p\n\n" + body + "^@")
                .awaitReceipt("p");
    }
}
