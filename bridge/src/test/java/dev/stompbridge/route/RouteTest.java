package dev.stompbridge.route;

import static dev.stompbridge.route.TestClient.receive;
import static dev.stompbridge.route.TestClient.receiveText;
import static dev.stompbridge.route.TestClient.receiveTexts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.activemq.command.ActiveMQMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A route on a real broker: what it forwards, what it puts aside, and in which batches. */
class RouteTest {

    private static final String SOURCE = "queue://stock.prices";

    @TempDir
    private static Path directory;

    private static TestBroker broker;

    private final RecordingCounters counters = new RecordingCounters();
    private TestClient client;
    private MessageConsumer topic;
    private MessageConsumer invalid;
    private Route route;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = TestBroker.start("route-test", directory);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void startRoute() throws JMSException {
        client = new TestClient(broker.vm());
        topic = client.subscribe("topic://stock.>");
        invalid = client.subscribe("queue://stock.prices.invalid");
        route = Route.start(Prices.route("stock"), broker.vm(), counters);
    }

    @AfterEach
    void stopRoute() throws JMSException {
        route.close();
        try {
            assertThat(topic.receiveNoWait()).isNull();
            assertThat(invalid.receiveNoWait()).isNull();
        } finally {
            client.close();
        }
    }

    @Test
    void goodPricesAreForwardedInOrderAsTheyCame() throws JMSException {
        List<String> bodies = client.sendPrices(500);
        assertThat(receiveTexts(topic, 500)).isEqualTo(bodies);
        await().untilAsserted(() -> assertThat(counters.forwarded()).isEqualTo(500));
    }

    @Test
    void theForwardedMessageKeepsItsHeaders() throws JMSException {
        TextMessage price = client.session.createTextMessage(Prices.json("NVDA", "13.92"));
        price.setJMSCorrelationID("c-1");
        price.setJMSType("price");
        price.setStringProperty("venue", "XNAS");
        price.setIntProperty("sequence", 7);
        long before = System.currentTimeMillis();
        client.producer.send(TestClient.destination(SOURCE), price, DeliveryMode.PERSISTENT, 7, 60_000);

        Message forwarded = receive(topic);
        assertThat(forwarded.getJMSDestination()).isEqualTo(TestClient.destination("topic://stock.NVDA"));
        assertThat(forwarded.getStringProperty("originalMessageId")).isEqualTo(price.getJMSMessageID());
        assertThat(forwarded.getJMSMessageID()).isNotEqualTo(price.getJMSMessageID());
        assertThat(forwarded.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(forwarded.getJMSPriority()).isEqualTo(7);
        assertThat(forwarded.getJMSExpiration()).isBetween(before + 59_000, price.getJMSExpiration() + 100);
        assertThat(forwarded.getJMSCorrelationID()).isEqualTo("c-1");
        assertThat(forwarded.getJMSType()).isEqualTo("price");
        assertThat(forwarded.getStringProperty("venue")).isEqualTo("XNAS");
        assertThat(forwarded.getIntProperty("sequence")).isEqualTo(7);
    }

    @Test
    void aMessageThatIsNotPersistentStaysSo() throws JMSException {
        TextMessage price = client.session.createTextMessage(Prices.json("NVDA", "1"));
        client.producer.send(TestClient.destination(SOURCE), price, DeliveryMode.NON_PERSISTENT, 4, 0);
        Message forwarded = receive(topic);
        assertThat(forwarded.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(forwarded.getJMSExpiration()).isZero();
    }

    @Test
    void bytesThatAreUtf8AreForwardedAsText() throws JMSException {
        BytesMessage price = client.session.createBytesMessage();
        price.writeBytes(Prices.json("NVDA", "1").getBytes(StandardCharsets.UTF_8));
        client.send(SOURCE, price);
        assertThat(receiveText(topic)).isEqualTo(Prices.json("NVDA", "1"));
    }

    static Stream<Arguments> badInput() {
        String good = Prices.json("NVDA", "1");
        return Stream.of(
                Arguments.of("malformed JSON", "{\"symbol\":", "body: not valid JSON"),
                Arguments.of("trailing garbage", good + "}", "body: not valid JSON"),
                Arguments.of("a second object", good + good, "body: more after the JSON object"),
                Arguments.of("a name twice", good.replace("price", "symbol"), "body: a name occurs twice"),
                Arguments.of("empty", "", "body: not a JSON object"),
                Arguments.of("no symbol", "{\"price\":1,\"time\":\"t\"}", "symbol: is missing"),
                Arguments.of("lower-case symbol", Prices.json("nvda", "1"), "symbol: does not match the pattern"),
                Arguments.of("negative price", Prices.json("NVDA", "-0.01"), "price: is too small"),
                Arguments.of("price as a string", Prices.json("NVDA", "\"1\""), "price: has the wrong type"),
                Arguments.of("symbol with >", Prices.json("NV>", "1"), "symbol: does not match the pattern"),
                Arguments.of("symbol with *", Prices.json("*", "1"), "symbol: does not match the pattern"),
                Arguments.of("symbol with ,", Prices.json("A,B", "1"), "symbol: does not match the pattern"),
                Arguments.of("symbol with ..", Prices.json("A..B", "1"), "symbol: not usable in a destination name"),
                Arguments.of(
                        "symbol with a dot at the end",
                        Prices.json("A.", "1"),
                        "symbol: not usable in a destination name"),
                Arguments.of(
                        "deep nesting",
                        "[".repeat(10_000),
                        "body: nested too deep, or a number or name in it is too long"),
                Arguments.of(
                        "long number",
                        Prices.json("NVDA", "1".repeat(100)),
                        "body: nested too deep, or a number or name in it is too long"),
                Arguments.of("1 MiB", Prices.json("NVDA", " ".repeat(1 << 20) + "1"), "body: larger than 65536 bytes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void badInput(String what, String body, String reason) throws JMSException {
        String before = client.send(SOURCE, Prices.json("NVDA", "1"));
        String bad = client.send(SOURCE, body);
        String after = client.send(SOURCE, Prices.json("NVDA", "2"));

        Message aside = receive(invalid);
        assertThat(((TextMessage) aside).getText()).isEqualTo(body);
        assertThat(aside.getStringProperty("invalidReason")).isEqualTo(reason);
        assertThat(aside.getStringProperty("originalMessageId")).isEqualTo(bad);
        assertThat(aside.getStringProperty("originalDestination")).isEqualTo(SOURCE);
        assertThat(aside.getStringProperty("route")).isEqualTo("stock");
        assertThat(receive(topic).getStringProperty("originalMessageId")).isEqualTo(before);
        assertThat(receive(topic).getStringProperty("originalMessageId")).isEqualTo(after);
        await().untilAsserted(() -> assertThat(counters.invalid).hasSize(1));
    }

    @Test
    void anObjectIsPutAsideWithoutBeingRead() throws JMSException {
        ObjectMessage object = client.session.createObjectMessage("serialised");
        client.send(SOURCE, object);
        client.send(SOURCE, Prices.json("NVDA", "1"));
        Message aside = receive(invalid);
        assertThat(aside).isInstanceOf(ObjectMessage.class);
        assertThat(((ActiveMQMessage) aside).getContent().toArray())
                .isEqualTo(((ActiveMQMessage) object).getContent().toArray());
        assertThat(aside.getStringProperty("invalidReason")).isEqualTo("body: neither text nor bytes");
        assertThat(receiveText(topic)).isEqualTo(Prices.json("NVDA", "1"));
    }

    @Test
    void bytesThatAreNotUtf8ArePutAsideUnchanged() throws JMSException {
        BytesMessage message = client.session.createBytesMessage();
        message.writeBytes(new byte[] {'{', (byte) 0xff, '}'});
        client.send(SOURCE, message);
        BytesMessage aside = (BytesMessage) receive(invalid);
        byte[] body = new byte[(int) aside.getBodyLength()];
        aside.readBytes(body);
        assertThat(body).containsExactly('{', 0xff, '}');
        assertThat(aside.getStringProperty("invalidReason")).isEqualTo("body: not valid UTF-8");
    }

    @Test
    void aSinglePriceIsItsOwnBatch() throws JMSException {
        for (int i = 0; i < 5; i++) {
            client.send(SOURCE, Prices.json("NVDA", Integer.toString(i)));
            receive(topic);
        }
        await().untilAsserted(() -> assertThat(counters.batches).containsExactly(1, 1, 1, 1, 1));
    }

    @Test
    void aBacklogIsForwardedInBatchesOf100To500() throws JMSException {
        route.close();
        client.sendPrices(3000);
        route = Route.start(Prices.route("stock"), broker.vm(), counters);
        receiveTexts(topic, 3000);
        await().untilAsserted(() -> assertThat(counters.forwarded()).isEqualTo(3000));
        assertThat(counters.batches).allMatch(size -> size <= 500).anyMatch(size -> size >= 100);
        assertThat(counters.batches).hasSizeLessThan(100);
        assertThat(broker.synchronousSends).hasValue(0);
    }

    @Test
    void theRouteRunsOnAThreadOfItsName() {
        await().until(route::isConnected);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .contains("route-stock");
        route.close();
        route.close();
        assertThat(route.isConnected()).isFalse();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("route-stock");
    }
}
