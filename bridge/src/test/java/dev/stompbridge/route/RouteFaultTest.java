package dev.stompbridge.route;

import static dev.stompbridge.route.TestClient.receive;
import static dev.stompbridge.route.TestClient.receiveText;
import static dev.stompbridge.route.TestClient.receiveTexts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A route whose broker refuses, is full, stops or is away. */
class RouteFaultTest {

    private static final String SOURCE = "queue://stock.prices";
    private static final String INVALID = "queue://stock.prices.invalid";
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    /** Messages that are more than a destination below {@code small} holds. */
    private static final int LARGE = 300;

    private static final RouteSettings SMALL = new RouteSettings(
            "small", "queue://large", "topic://small.{symbol}", Prices.SCHEMA, "queue://small.invalid");

    @TempDir
    private Path directory;

    private final RecordingCounters counters = new RecordingCounters();

    private Route start(BrokerAccess access) {
        return Route.start(Prices.route("stock"), access, counters);
    }

    private static void closeInTime(Route route) {
        long begin = System.nanoTime();
        route.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(CLOSE_LIMIT);
    }

    @Test
    void aRefusedMessageIsPutAsideAndThoseAroundItFlowInOrder() throws Exception {
        try (TestBroker broker = TestBroker.start("refused", directory);
                TestClient client = new TestClient(broker.vm())) {
            broker.refused.add("stock.BAD");
            MessageConsumer topic = client.subscribe("topic://stock.>");
            MessageConsumer invalid = client.subscribe(INVALID);
            List<String> good = new ArrayList<>(client.sendPrices(200));
            String bad = client.send(SOURCE, Prices.json("BAD", "1"));
            good.addAll(client.sendPrices(200));
            try (Route route = start(broker.vm())) {
                Message aside = receive(invalid);
                assertThat(aside.getStringProperty("originalMessageId")).isEqualTo(bad);
                assertThat(aside.getStringProperty("invalidReason")).isEqualTo("broker: did not take the message");
                assertThat(receiveTexts(topic, 400)).isEqualTo(good);
                await().untilAsserted(() -> assertThat(counters.forwarded()).isEqualTo(400));
                assertThat(route.isConnected()).isTrue();
            }
            assertThat(counters.invalid).containsExactly(InvalidReason.REFUSED);
            // As part of a batch, unless it began one, and twice alone.
            assertThat(counters.rolledBack.get()).isBetween(2, 3);
            assertThat(counters.disconnected).hasValue(0);
            assertThat(topic.receiveNoWait()).isNull();
        }
    }

    @Test
    void whatTheInvalidQueueRefusesTooIsDeadLettered() throws Exception {
        try (TestBroker broker = TestBroker.start("dead", directory);
                TestClient client = new TestClient(broker.vm())) {
            broker.refused.add("stock.prices.invalid");
            MessageConsumer topic = client.subscribe("topic://stock.>");
            MessageConsumer dead = client.subscribe("queue://ActiveMQ.DLQ");
            List<String> good = new ArrayList<>(client.sendPrices(20));
            client.send(SOURCE, "not JSON");
            good.addAll(client.sendPrices(20));
            try (Route route = start(broker.vm())) {
                assertThat(receiveText(dead)).isEqualTo("not JSON");
                assertThat(receiveTexts(topic, 40)).isEqualTo(good);
                await().until(route::isConnected);
            }
            assertThat(counters.deadLettered).hasValue(1);
            assertThat(topic.receiveNoWait()).isNull();
        }
    }

    @Test
    void closingFinishesTheBatchInHand() throws Exception {
        try (TestBroker broker = TestBroker.start("mid-batch", directory);
                TestClient client = new TestClient(broker.vm())) {
            MessageConsumer topic = client.subscribe("topic://stock.>");
            List<String> bodies = client.sendPrices(200);
            CountDownLatch release = broker.holdSendTo("stock.S0", 5);
            Route route = start(broker.vm());
            await().until(broker::isHolding);
            Thread closer = new Thread(route::close);
            closer.start();
            await().until(() -> closer.getState() == Thread.State.TIMED_WAITING);
            release.countDown();
            closer.join();
            assertThat(counters.forwarded()).isEqualTo(41);
            assertThat(receiveTexts(topic, 41)).isEqualTo(bodies.subList(0, 41));

            try (Route again = start(broker.vm())) {
                assertThat(receiveTexts(topic, 159)).isEqualTo(bodies.subList(41, 200));
                assertThat(again.isConnected()).isTrue();
            }
            assertThat(topic.receiveNoWait()).isNull();
        }
    }

    @Test
    void aBatchThatCannotBeFinishedInTimeIsRolledBack() throws Exception {
        try (TestBroker broker = TestBroker.start("stuck", directory);
                TestClient client = new TestClient(broker.vm())) {
            MessageConsumer topic = client.subscribe("topic://stock.>");
            List<String> bodies = client.sendPrices(200);
            CountDownLatch release = broker.holdSendTo("stock.S0", 5);
            Route route = start(broker.vm());
            await().until(broker::isHolding);
            closeInTime(route);
            assertThat(counters.forwarded()).isLessThan(41);
            release.countDown();

            try (Route again = start(broker.vm())) {
                assertThat(receiveTexts(topic, 200)).containsExactlyInAnyOrderElementsOf(bodies);
                assertThat(again.isConnected()).isTrue();
            }
            assertThat(counters.rolledBack).hasValue(1);
            assertThat(topic.receiveNoWait()).isNull();
        }
    }

    @Test
    void closingAgainAndAgainLosesNothingAndForwardsNothingTwice() throws Exception {
        try (TestBroker broker = TestBroker.start("again", directory);
                TestClient client = new TestClient(broker.vm())) {
            MessageConsumer topic = client.subscribe("topic://stock.>");
            List<String> bodies = client.sendPrices(2000);
            while (counters.forwarded() < 2000) {
                int before = counters.forwarded();
                Route route = start(broker.vm());
                await().pollInterval(Duration.ofMillis(1)).until(() -> counters.forwarded() > before);
                closeInTime(route);
            }
            assertThat(receiveTexts(topic, 2000)).isEqualTo(bodies);
            assertThat(topic.receiveNoWait()).isNull();
        }
    }

    @Test
    void aBrokerThatStopsInMidBatchLosesNothingForDurableSubscribers() throws Exception {
        List<String> bodies;
        Route route;
        try (TestBroker broker = TestBroker.start("restart", directory);
                TestClient client = new TestClient(broker.vm(), "subscriber")) {
            client.session.createDurableSubscriber((Topic) TestClient.destination("topic://stock.>"), "all");
            bodies = client.sendPrices(2000);
            route = start(broker.vm());
            await().pollInterval(Duration.ofMillis(1)).until(() -> counters.forwarded() > 0);
        }
        try (TestBroker broker = TestBroker.start("restart", directory);
                TestClient client = new TestClient(broker.vm(), "subscriber")) {
            MessageConsumer durable =
                    client.session.createDurableSubscriber((Topic) TestClient.destination("topic://stock.>"), "all");
            Map<String, String> received = new HashMap<>();
            while (received.size() < bodies.size()) {
                TextMessage message = (TextMessage) receive(durable);
                received.put(message.getStringProperty("originalMessageId"), message.getText());
            }
            assertThat(received.values()).containsExactlyInAnyOrderElementsOf(bodies);
            assertThat(counters.disconnected).hasValue(1);
            closeInTime(route);
        }
    }

    @Test
    void aRouteStartsBeforeItsBrokerAndSaysOnceThatItIsAway() throws Exception {
        Route route = start(TestBroker.vm("later"));
        await().until(() -> counters.disconnected.get() == 1);
        assertThat(route.isConnected()).isFalse();
        try (TestBroker broker = TestBroker.start("later", directory);
                TestClient client = new TestClient(broker.vm())) {
            MessageConsumer topic = client.subscribe("topic://stock.>");
            client.send(SOURCE, Prices.json("NVDA", "1"));
            assertThat(receiveText(topic)).isEqualTo(Prices.json("NVDA", "1"));
            assertThat(counters.disconnected).hasValue(1);
            closeInTime(route);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vm://never?create=false&async=false", "tcp://127.0.0.1:1", "failover:(tcp://127.0.0.1:1)"})
    void aRouteWhoseBrokerIsAwayClosesInTime(String uri) {
        Route route = start(new BrokerAccess(uri, null, null));
        await().until(() -> routeThreads()
                .anyMatch(thread ->
                        thread.getState() == Thread.State.TIMED_WAITING || thread.getState() == Thread.State.WAITING));
        closeInTime(route);
        assertThat(routeThreads()).isEmpty();
    }

    private static Stream<Thread> routeThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("route-stock"));
    }

    /** What is full, over which transport. */
    static Stream<Arguments> full() {
        return Stream.of("vm", "tcp")
                .flatMap(transport -> Stream.of(
                        Arguments.of("topic://small.NVDA", "1", transport),
                        Arguments.of("queue://small.invalid", "-1", transport)));
    }

    @ParameterizedTest(name = "{0} over {2}")
    @MethodSource("full")
    void aFullDestinationBlocksItsRouteOnly(String destination, String price, String transport) throws Exception {
        try (TestBroker broker = TestBroker.start("full", directory);
                TestClient client = new TestClient(broker.vm());
                TestClient slow = new TestClient(broker.vm())) {
            BrokerAccess access = transport.equals("vm") ? broker.vm() : broker.tcp();
            MessageConsumer consumer = slow.subscribe(destination + "?consumer.prefetchSize=1");
            List<String> large = sendLarge(client, price);
            Route blocked = Route.start(SMALL, access, new RecordingCounters());
            await().until(() -> broker.isFull(destination));

            MessageConsumer topic = client.subscribe("topic://stock.>");
            try (Route route = start(access)) {
                List<String> bodies = client.sendPrices(300);
                assertThat(receiveTexts(topic, 300)).isEqualTo(bodies);
                assertThat(route.isConnected()).isTrue();
            }
            assertThat(broker.isFull(destination)).isTrue();
            assertThat(receiveTexts(consumer, LARGE)).isEqualTo(large);
            closeInTime(blocked);
        }
    }

    @ParameterizedTest(name = "{0} over {2}")
    @MethodSource("full")
    void aBlockedRouteClosesInTimeAndLosesNothing(String destination, String price, String transport) throws Exception {
        try (TestBroker broker = TestBroker.start("blocked", directory);
                TestClient client = new TestClient(broker.vm());
                TestClient slow = new TestClient(broker.vm())) {
            BrokerAccess access = transport.equals("vm") ? broker.vm() : broker.tcp();
            MessageConsumer consumer = slow.subscribe(destination + "?consumer.prefetchSize=1");
            List<String> large = sendLarge(client, price);
            Route blocked = Route.start(SMALL, access, counters);
            await().until(() -> broker.isFull(destination));
            closeInTime(blocked);

            try (Route again = Route.start(SMALL, access, counters)) {
                assertThat(receiveTexts(consumer, LARGE)).containsExactlyInAnyOrderElementsOf(large);
                assertThat(again.isConnected()).isTrue();
            }
            assertThat(consumer.receiveNoWait()).isNull();
        }
    }

    private static List<String> sendLarge(TestClient client, String price) throws JMSException {
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < LARGE; i++) {
            bodies.add(Prices.json("NVDA", price) + " ".repeat(8000 + i));
            client.send("queue://large", bodies.get(i));
        }
        return bodies;
    }
}
