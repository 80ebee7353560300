package dev.stompbridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A price that a backend puts on the queue is what browsers get, and nothing else reaches them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PricesIT {
    private static final String QUEUE = "stock.prices";
    private static final String TOPICS = "/topic/stock.>";

    private final Path directory;
    private final Ports ports = Ports.free();
    private DemoBridge bridge;
    private final Chromium chromium;
    private final Visitor visitor;
    private final TickerPage ticker;

    /** How a backend publishes. */
    enum Backend {
        JMS,
        STOMP,
        STOMP_WITH_LENGTH
    }

    PricesIT(@TempDir Path directory) throws Exception {
        this.directory = directory;
        bridge = DemoBridge.startWithoutPolicies(directory, ports);
        try {
            chromium = new Chromium();
            visitor = chromium.visitor();
            ticker = new TickerPage(visitor);
        } catch (RuntimeException | Error e) {
            bridge.close();
            throw e;
        }
    }

    @AfterAll
    void end() {
        chromium.close();
        bridge.close();
    }

    @BeforeEach
    void openPage() {
        visitor.forgetComplaints();
        visitor.open(bridge.page().resolve("ticker/"));
        visitor.awaitLive();
    }

    private void publish(Backend backend, List<String> bodies) throws JMSException {
        if (backend == Backend.JMS) {
            try (JmsClient jms = JmsClient.login(bridge.openWirePort(), "backend", "")) {
                for (String body : bodies) {
                    jms.send(QUEUE, body);
                }
            }
        } else {
            try (StompTcpClient stomp = new StompTcpClient(bridge.stompPort(), "backend", "backend-demo")) {
                for (String body : bodies) {
                    if (backend == Backend.STOMP) {
                        stomp.send("/queue/" + QUEUE, body);
                    } else {
                        stomp.sendWithLength("/queue/" + QUEUE, body);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyClientGetsExactlyWhatABackendPublishes(Backend backend) throws JMSException {
        try (JdkSubscriber jdk = JdkSubscriber.to(bridge.stomp(), TOPICS);
                SpringSubscriber spring = SpringSubscriber.to(bridge.stomp(), TOPICS)) {
            for (int round = 1; round <= 3; round++) {
                Prices prices = Prices.round(round);
                publish(backend, prices.bodies());
                assertThat(jdk.bodies(prices.bodies().size())).isEqualTo(prices.bodies());
                assertThat(spring.bodies(prices.bodies().size())).isEqualTo(prices.bodies());
                assertPageShows(prices.bySymbol());
            }
        }
        assertThat(visitor.complaints()).isEmpty();
    }

    private void assertPageShows(Map<String, String> prices) {
        prices.forEach(ticker::awaitPrice);
        assertThat(ticker.prices()).isEqualTo(prices);
        prices.forEach((symbol, price) -> assertThat(ticker.shownPrice(symbol))
                .isEqualTo(new BigDecimal(price)
                        .setScale(2, RoundingMode.UNNECESSARY)
                        .toPlainString()));
    }

    /** A body that is no price, and how the reason begins that it is put aside with. */
    record Bad(String body, String reason) {}

    private static List<Bad> badBodies() {
        return List.of(
                new Bad("{\"symbol\":\"NVDA\",\"price\":1", "body: not valid JSON"),
                new Bad("not JSON", "body: not valid JSON"),
                new Bad("{\"price\":1.5,\"time\":\"2026-11-22T14:30:00Z\"}", "symbol: is missing"),
                new Bad(Prices.body("nvda", "1.5"), "symbol: does not match the pattern"),
                new Bad(Prices.body("NVDA", "-1.5"), "price: is too small"),
                new Bad(Prices.body("NVDA", "\"1.5\""), "price: has the wrong type"),
                new Bad(Prices.body(">", "1.5"), "symbol: does not match the pattern"),
                new Bad(Prices.body("NV*A", "1.5"), "symbol: does not match the pattern"),
                new Bad(Prices.body("NVDA,AAPL", "1.5"), "symbol: does not match the pattern"),
                new Bad(Prices.body("NVDA..B", "1.5"), "symbol: does not match the pattern"),
                new Bad(Prices.body("NVDA", "1.5") + " ".repeat(1 << 20), "body: larger than"));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoPriceIsPutAsideWithTheReasonWhileTheGoodOnesFlow(Backend backend) throws JMSException {
        List<Bad> bad = badBodies();
        List<String> published = new ArrayList<>();
        List<String> good = new ArrayList<>();
        for (int i = 0; i < bad.size(); i++) {
            good.add(Prices.body("GOOD", (i + 1) + ".5"));
            published.addAll(List.of(bad.get(i).body(), good.get(i)));
        }
        try (JdkSubscriber jdk = JdkSubscriber.to(bridge.stomp(), TOPICS);
                JmsClient witness = JmsClient.login(bridge.openWirePort(), "witness", "")) {
            publish(backend, published);
            assertThat(jdk.bodies(good.size())).isEqualTo(good);
            ticker.awaitPrice("GOOD", bad.size() + ".5");
            assertThat(ticker.prices()).containsOnlyKeys("GOOD");
            assertPutAside(bad, witness.receive("stock.prices.invalid", bad.size()));
        }
        assertThat(visitor.complaints()).isEmpty();
    }

    private static void assertPutAside(List<Bad> bad, List<Message> messages) throws JMSException {
        for (int i = 0; i < bad.size(); i++) {
            Message message = messages.get(i);
            assertThat(message.getStringProperty("invalidReason"))
                    .startsWith(bad.get(i).reason());
            assertThat(message.getStringProperty("originalMessageId")).isNotEmpty();
            assertThat(text(message)).isEqualTo(bad.get(i).body());
        }
    }

    private static String text(Message message) throws JMSException {
        return message instanceof TextMessage text
                ? text.getText()
                : new String(message.getBody(byte[].class), StandardCharsets.UTF_8);
    }

    @Test
    void pageRecoversWhenTheBridgeStartsAgainOnItsPort() throws Exception {
        publish(Backend.JMS, List.of(Prices.body("NVDA", "1.25")));
        ticker.awaitPrice("NVDA", "1.25");
        assertThat(visitor.complaints()).isEmpty();

        bridge.close();
        visitor.awaitState("reconnecting");
        bridge = DemoBridge.startWithoutPolicies(directory, ports);
        visitor.awaitLive();

        publish(Backend.JMS, List.of(Prices.body("NVDA", "2.75")));
        ticker.awaitPrice("NVDA", "2.75");
        assertThat(ticker.prices()).isEqualTo(Map.of("NVDA", "2.75"));
        assertThat(visitor.complaints())
                .as("nothing but that the port was closed")
                .allMatch(complaint -> complaint.startsWith("error: WebSocket connection to")
                        || complaint.endsWith("net::ERR_CONNECTION_REFUSED"));
    }
}
