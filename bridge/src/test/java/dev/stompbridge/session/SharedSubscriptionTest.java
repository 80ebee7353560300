package dev.stompbridge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.testkit.WsClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Browsers of one identity share a subscription in the broker, and the bytes of its messages. */
final class SharedSubscriptionTest {
    private static final String BROKER_SUBSCRIPTIONS = "stompbridge_broker_subscriptions";
    private static final String SHARED_TOPICS = "stompbridge_shared_topics";
    private static final String ENCODINGS = "stompbridge_encodings_total";
    private static final String DELIVERIES = "stompbridge_deliveries_total";
    private static final int MANY = 1000;

    @Test
    void aThousandBrowsersAreOneSubscriptionInTheBrokerAndOneEncodingOfEachMessage() {
        List<StompClient> browsers = new ArrayList<>();
        Random random = new Random(7);
        try (TestBridge bridge = TestBridge.start();
                StompClient publisher = StompClient.anonymous(bridge.port())) {
            for (int i = 0; i < MANY; i++) {
                String id = i % 2 == 0 ? "sub-" + i : Long.toHexString(random.nextLong());
                browsers.add(StompClient.anonymous(bridge.port()).subscribe(id, "/topic/demo.news"));
            }
            for (int message = 0; message < 3; message++) {
                send(publisher, "/topic/demo.news", "news " + message);
            }
            for (StompClient browser : browsers) {
                for (int message = 0; message < 3; message++) {
                    assertThat(browser.message()).isEqualTo("news " + message);
                }
            }

            assertThat(bridge.metric(BROKER_SUBSCRIPTIONS)).isEqualTo(1);
            assertThat(bridge.metric(SHARED_TOPICS)).isEqualTo(1);
            assertThat(bridge.metric(ENCODINGS)).isEqualTo(3);
            assertThat(bridge.metric(DELIVERIES)).isEqualTo(3 * MANY);
            assertThat(bridge.metric("stompbridge_gaps_total")).isZero();
            browsers.forEach(StompClient::close);
            await().until(() -> bridge.metric(BROKER_SUBSCRIPTIONS) == 0);
            assertThat(bridge.metric("stompbridge_outbox_bytes")).isZero();
        }
    }

    @Test
    void aMessageIsEncodedForEachVersionAndFormOfHeaders() {
        List<StompClient> browsers = new ArrayList<>();
        try (TestBridge bridge = TestBridge.start()) {
            for (String version : List.of("1.0", "1.1", "1.2")) {
                for (String headers : List.of("lean", "complete", "lean", "complete")) {
                    StompClient browser =
                            StompClient.over(WsClient.over(RawClient.connect(bridge.port()), "/stomp", null));
                    browser.send("CONNECT\naccept-version:" + version + "\nhost:test\n\n^@")
                            .await(StompCommand.CONNECTED);
                    browser.send("SUBSCRIBE\nid:" + browsers.size() + "\ndestination:/topic/demo.news\n"
                                    + "x-message-headers:" + headers + "\nreceipt:r\n\n^@")
                            .awaitReceipt("r");
                    browsers.add(browser);
                }
            }
            send(browsers.get(0), "/topic/demo.news", "hello");
            for (int i = 0; i < browsers.size(); i++) {
                StompFrame message = browsers.get(i).await(StompCommand.MESSAGE);
                assertThat(message.headers().get("subscription")).isEqualTo(Integer.toString(i));
                assertThat(message.headers().get("timestamp") != null).isEqualTo(i % 2 == 1);
            }

            assertThat(bridge.metric(BROKER_SUBSCRIPTIONS)).isEqualTo(1);
            assertThat(bridge.metric(ENCODINGS)).isEqualTo(6);
            browsers.forEach(StompClient::close);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "/topic/test.* /topic/test.a",
                "/topic/test.> /topic/test.a",
                "/topic/test.a,/topic/test.b /topic/test.a"
            })
    void wildcardsAndCompositesAreShared(String subscribed, String sent) {
        try (TestBridge bridge = TestBridge.start();
                StompClient one = StompClient.tester(bridge.port()).subscribe("1", subscribed);
                StompClient two = StompClient.tester(bridge.port()).subscribe("2", subscribed);
                StompClient other = StompClient.tester(bridge.port()).subscribe("3", sent)) {
            send(other, sent, "hello");

            assertThat(one.message()).isEqualTo("hello");
            assertThat(two.message()).isEqualTo("hello");
            assertThat(other.message()).isEqualTo("hello");
            assertThat(bridge.metric(BROKER_SUBSCRIPTIONS)).isEqualTo(2);
        }
    }

    @Test
    void everySelectorIsASubscriptionOfItsOwn() {
        try (TestBridge bridge = TestBridge.start();
                StompClient red = withSelector(bridge, "colour = 'red'");
                StompClient alsoRed = withSelector(bridge, "colour = 'red'");
                StompClient blue = withSelector(bridge, "colour = 'blue'")) {
            blue.send("SEND\ndestination:/topic/test.a\ncolour:red\n\nr^@");
            blue.send("SEND\ndestination:/topic/test.a\ncolour:blue\n\nb^@");

            assertThat(List.of(red.message(), alsoRed.message(), blue.message()))
                    .containsExactly("r", "r", "b");
            assertThat(bridge.metric(BROKER_SUBSCRIPTIONS)).isEqualTo(2);
        }
    }

    @Test
    void identitiesShareNothing() {
        try (TestBridge bridge = TestBridge.start();
                StompClient anonymous = StompClient.anonymous(bridge.port()).subscribe("s", "/topic/stock.NVDA");
                StompClient backend = StompClient.over(WsClient.open(bridge.port(), "/stomp"))
                        .connected("login:backend\npasscode:backend-demo\n")
                        .subscribe("s", "/topic/stock.NVDA")) {
            send(backend, "/topic/stock.NVDA", "1");

            assertThat(anonymous.message()).isEqualTo("1");
            assertThat(backend.message()).isEqualTo("1");
            assertThat(bridge.metric(BROKER_SUBSCRIPTIONS)).isEqualTo(2);
            assertThat(bridge.metric(ENCODINGS)).isEqualTo(2);
        }
    }

    @Test
    void allWhoWaitForASubscriptionThatIsDeniedAreToldSoAndNobodyElse() {
        try (TestBridge bridge = TestBridge.start();
                StompClient entitled = StompClient.tester(bridge.port())) {
            List<StompClient> denied = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                denied.add(StompClient.anonymous(bridge.port()));
            }
            denied.forEach(browser -> browser.send("SUBSCRIBE\nid:s\ndestination:/topic/test.secret\n\n^@"));
            entitled.subscribe("s", "/topic/test.secret");
            send(entitled, "/topic/test.secret", "for the entitled");
            assertThat(entitled.message()).isEqualTo("for the entitled");

            for (StompClient browser : denied) {
                StompFrame error = browser.await(StompCommand.ERROR);
                assertThat(error.headers().get("message"))
                        .isEqualTo("not authorized to subscribe to /topic/test.secret");
                assertThat(browser.next()).isNull();
                assertThat(Objects.requireNonNull(browser.closed()).code()).isEqualTo(4002);
                browser.close();
            }
            send(entitled, "/topic/test.secret", "still");
            assertThat(entitled.message()).isEqualTo("still");
            await().until(() -> bridge.metric(SHARED_TOPICS) == 1);
        }
    }

    @Test
    void aPageThatReloadsFindsItsSubscriptionInTheBroker() {
        try (TestBridge bridge = TestBridge.start("fanout.linger=10m")) {
            try (StompClient before = StompClient.tester(bridge.port())) {
                before.subscribe("s", "/topic/test.a");
                before.send("UNSUBSCRIBE\nid:s\nreceipt:u\n\n^@").awaitReceipt("u");
            }
            await().until(() -> bridge.metric("stompbridge_connections") == 0);
            assertThat(bridge.metric(BROKER_SUBSCRIPTIONS)).isEqualTo(1);
            long links = bridge.metric("stompbridge_broker_links_opened_total");
            try (StompClient after = StompClient.tester(bridge.port()).subscribe("s", "/topic/test.a")) {
                send(after, "/topic/test.a", "hello");
                assertThat(after.message()).isEqualTo("hello");
            }

            assertThat(bridge.metric(BROKER_SUBSCRIPTIONS)).isEqualTo(1);
            // The one for sending, which nobody needed before.
            assertThat(bridge.metric("stompbridge_broker_links_opened_total")).isEqualTo(links + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "300ms"})
    void aSubscriptionThatNobodyUsesEndsAndTheLinksWithIt(String linger) {
        try (TestBridge bridge = TestBridge.start("fanout.linger=" + linger)) {
            StompClient.tester(bridge.port()).subscribe("s", "/topic/test.a").close();

            await().until(() -> bridge.metric(SHARED_TOPICS) == 0);
            await().until(() -> bridge.metric(BROKER_SUBSCRIPTIONS) == 0);
            await().until(() -> bridge.metric("stompbridge_broker_identities") == 0);
        }
    }

    private static StompClient withSelector(TestBridge bridge, String selector) {
        StompClient client = StompClient.tester(bridge.port());
        client.send("SUBSCRIBE\nid:s\ndestination:/topic/test.a\nselector:" + selector + "\nreceipt:r\n\n^@")
                .awaitReceipt("r");
        return client;
    }

    private static void send(StompClient from, String destination, String body) {
        from.send("SEND\ndestination:" + destination + "\n\n" + body + "^@");
    }
}
