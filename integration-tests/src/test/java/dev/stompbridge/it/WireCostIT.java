package dev.stompbridge.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.it.Conversation.Exchange;
import dev.stompbridge.it.CostPage.Way;
import jakarta.jms.JMSException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the wire cost page says it measured is what passed the wire. */
final class WireCostIT {
    private static final String SYMBOL = "NVDA";
    private static final int UPDATES = 5;

    private final Ports ports = Ports.free();
    private Path directory;
    private DemoBridge bridge;
    private Wiretap wire;
    private Chromium chromium;
    private Visitor visitor;
    private CostPage page;

    @BeforeEach
    void openPage(@TempDir Path directory) throws Exception {
        this.directory = directory;
        bridge = DemoBridge.start(directory, ports);
        wire = new Wiretap(ports.web());
        chromium = new Chromium();
        visitor = chromium.visitor();
        page = new CostPage(visitor);
        visitor.open(URI.create("http://127.0.0.1:" + wire.port() + "/cost/"));
        visitor.awaitLive();
    }

    @AfterEach
    void end() {
        chromium.close();
        wire.close();
        bridge.close();
    }

    private static String body(String price) {
        return "{\"symbol\":\"" + SYMBOL + "\",\"price\":" + price + ",\"time\":\""
                + Instant.now().truncatedTo(ChronoUnit.MILLIS) + "\"}";
    }

    /** Publishes a price and waits until all three ways show it. */
    private String publish(String price) throws JMSException {
        String body = body(price);
        try (JmsClient jms = JmsClient.login(bridge.openWirePort(), "backend", "")) {
            jms.send("stock.prices", body);
        }
        for (Way way : Way.values()) {
            page.await(way, "price", price);
        }
        return body;
    }

    /** As many prices as a test needs, each seen in all three ways before the next; returns the bytes of their JSON. */
    private int publishAll() throws JMSException {
        int bytes = 0;
        for (int i = 1; i <= UPDATES; i++) {
            bytes += publish(i + ".25").getBytes(StandardCharsets.UTF_8).length;
        }
        return bytes;
    }

    /** Stops, and waits until the WebSocket is closed. */
    private void stop() {
        page.press("Stop");
        visitor.awaitState("stopped");
        await().atMost(Limits.ARRIVAL).until(() -> wire.isClosed("/stomp"));
    }

    /** What the console would show, but for the streams that the page itself ended. */
    private List<String> complaints() {
        return visitor.complaints().stream()
                .filter(complaint ->
                        !complaint.contains("/api/prices/events?symbol=") || !complaint.endsWith("net::ERR_ABORTED"))
                .toList();
    }

    private List<Exchange> exchanges(String path) {
        return wire.conversations().stream()
                .flatMap(conversation -> conversation.exchanges().stream())
                .filter(exchange -> exchange.path().equals(path))
                .toList();
    }

    @Test
    void bytesOfPollingAreThoseOnTheWire() throws Exception {
        publishAll();
        stop();
        List<Exchange> polls = exchanges("/api/prices?symbol=" + SYMBOL);

        assertThat(page.figure(Way.POLLING, "transfers")).isEqualTo(polls.size());
        assertThat(page.figure(Way.POLLING, "headers"))
                .isEqualTo(polls.stream()
                        .mapToInt(poll -> poll.requestBytes() + poll.headBytes())
                        .sum());
        assertThat(page.figure(Way.POLLING, "data"))
                .isEqualTo(polls.stream().mapToInt(poll -> poll.body().length()).sum());
        assertThat(page.figure(Way.POLLING, "once")).isZero();
        assertThat(page.figure(Way.POLLING, "updates")).isEqualTo(UPDATES);
        assertThat(page.figure(Way.POLLING, "headersPerUpdate"))
                .isEqualTo(page.figure(Way.POLLING, "headers") / UPDATES);
    }

    @Test
    void bytesOfEventsAreThoseOnTheWire() throws Exception {
        int data = publishAll();
        stop();
        List<Exchange> streams = exchanges("/api/prices/events?symbol=" + SYMBOL);

        assertThat(streams).hasSize(1);
        assertThat(page.figure(Way.EVENTS, "total")).isEqualTo(streams.get(0).bytes());
        assertThat(page.figure(Way.EVENTS, "data")).isEqualTo(data);
        assertThat(page.figure(Way.EVENTS, "headersPerUpdate")).isEqualTo("data: \n\n".length());
        assertThat(page.figure(Way.EVENTS, "updates")).isEqualTo(UPDATES);
    }

    @Test
    void bytesOfStompAreThoseOnTheWire() throws Exception {
        int data = publishAll();
        stop();
        List<Exchange> sockets = exchanges("/stomp");

        assertThat(sockets).hasSize(1);
        await().atMost(Limits.ARRIVAL)
                .untilAsserted(() -> assertThat(page.figure(Way.STOMP, "total"))
                        .isEqualTo(sockets.get(0).bytes()));
        assertThat(page.figure(Way.STOMP, "data")).isEqualTo(data);
        assertThat(page.figure(Way.STOMP, "updates")).isEqualTo(UPDATES);
        assertThat(page.figure(Way.STOMP, "headersPerUpdate")).isBetween(2.0, 200.0);
    }

    @Test
    void pricesThatComeAgainCostBytesAndAreNoUpdate() throws Exception {
        publish("1.25");
        double before = page.figure(Way.POLLING, "transfers");
        await().atMost(Limits.ARRIVAL).until(() -> page.figure(Way.POLLING, "transfers") >= before + 2);

        assertThat(page.figure(Way.POLLING, "updates")).isEqualTo(1);
        assertThat(page.figure(Way.POLLING, "dataPerUpdate"))
                .isGreaterThan(2 * page.figure(Way.EVENTS, "dataPerUpdate"));
    }

    @Test
    void pushedPricesAreYoungAndPolledOnesAreNot() throws Exception {
        publishAll();

        assertThat(page.figure(Way.STOMP, "arrivalAge")).isLessThan(500);
        assertThat(page.figure(Way.EVENTS, "arrivalAge")).isLessThan(500);
        assertThat(page.figure(Way.POLLING, "arrivalAge")).isGreaterThan(page.figure(Way.STOMP, "arrivalAge"));
        assertThat(page.figure(Way.STOMP, "age")).isGreaterThanOrEqualTo(0);
    }

    @Test
    void projectionMultipliesWhatWasMeasured() throws Exception {
        publishAll();
        stop();

        for (Way way : Way.values()) {
            double perClient = page.figure(way, "headersPerUpdate") * 8;
            assertThat(page.projection(page.row(way), "A")).isCloseTo(perClient * 1_000, within(1e-3));
            assertThat(page.projection(page.row(way), "B")).isCloseTo(perClient * 10_000, within(1e-3));
            assertThat(page.projection(page.row(way), "C")).isCloseTo(perClient * 100_000, within(1e-3));
        }
        assertThat(page.projection("book-polling", "A")).isEqualTo(6_968_000);
        assertThat(page.projection("book-polling", "C")).isEqualTo(696_800_000);
        assertThat(page.projection("book-websocket", "B")).isEqualTo(160_000);

        visitor.page().locator("#rate").selectOption("measured");
        double rate = page.figure(Way.STOMP, "updatesPerSecond");
        await().atMost(Limits.ARRIVAL)
                .untilAsserted(() -> assertThat(page.projection("stomp", "A"))
                        .isCloseTo(page.figure(Way.STOMP, "headersPerUpdate") * rate * 8_000, within(1e-3)));
        assertThat(page.projection("book-polling", "A")).isEqualTo(6_968_000);
    }

    @Test
    void stopEndsEveryRequestAndStartGoesOn() throws Exception {
        publish("1.25");
        stop();
        int there = wire.conversations().stream()
                .mapToInt(conversation -> conversation.there().length)
                .sum();
        Object quiet = visitor.page()
                .evaluate("async () => { const before = performance.getEntriesByType('resource').length;"
                        + " for (const end = performance.now() + 2500; performance.now() < end;)"
                        + " await new Promise(requestAnimationFrame);"
                        + " return performance.getEntriesByType('resource').length - before; }");

        assertThat(quiet).as("requests in two and a half seconds").isEqualTo(0);
        assertThat(wire.conversations().stream()
                        .mapToInt(conversation -> conversation.there().length)
                        .sum())
                .isEqualTo(there);

        page.press("Start");
        visitor.awaitLive();
        publish("2.25");
        assertThat(page.figure(Way.STOMP, "updates")).isEqualTo(2);
        assertThat(complaints()).isEmpty();
    }

    @Test
    void resetCountsFromNothingAndAnotherSymbolToo() throws Exception {
        publishAll();
        page.press("Reset");
        page.await(Way.STOMP, "updates", "0");
        publish("9.5");
        assertThat(page.figure(Way.STOMP, "updates")).isEqualTo(1);

        visitor.page().locator("#symbol").selectOption("AAPL");
        page.await(Way.STOMP, "updates", "0");
        for (Way way : Way.values()) {
            page.await(way, "price", "");
        }
        assertThat(complaints()).isEmpty();
    }

    @Test
    void allThreeGoOnWhenTheBridgeStartsAgain() throws Exception {
        publish("1.25");
        assertThat(complaints()).isEmpty();
        bridge.close();
        visitor.awaitState("reconnecting");
        for (Way way : Way.values()) {
            page.await(way, "state", "reconnecting");
        }
        assertThat(visitor.page().locator("#notice")).isVisible();

        bridge = DemoBridge.start(directory, ports);
        visitor.awaitLive();
        assertThat(visitor.page().locator("#notice")).isHidden();
        publish("2.75");
        assertThat(visitor.complaints())
                .as("nothing but that the port was closed")
                .allMatch(complaint -> complaint.startsWith("error: WebSocket connection to")
                        || complaint.contains("net::ERR_")
                        || complaint.startsWith("failed: "));
    }

    @Test
    void everyControlIsReachedByKeyboard() {
        visitor.page().locator("#symbol").focus();
        for (String id : List.of("interval", "run", "reset")) {
            visitor.page().keyboard().press("Tab");
            assertThat(visitor.page().evaluate("document.activeElement.id")).isEqualTo(id);
        }
        visitor.page().keyboard().press("Shift+Tab");
        visitor.page().keyboard().press("Enter");
        visitor.awaitState("stopped");
        assertThat(complaints()).isEmpty();
    }
}
