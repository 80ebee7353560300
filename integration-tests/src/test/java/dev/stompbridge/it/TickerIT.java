package dev.stompbridge.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a reader of the ticker sees, and what he can choose. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TickerIT {
    private static final String QUEUE = "stock.prices";
    private static final int BURST = 50;
    private static final Pattern MERGED = Pattern.compile("([\\d,]+) merged");

    private final DemoSite site;
    private final List<Visitor> open = new ArrayList<>();

    TickerIT(@TempDir Path directory) throws Exception {
        site = new DemoSite(directory);
    }

    @AfterAll
    void end() {
        site.close();
    }

    @AfterEach
    void leave() {
        open.forEach(Visitor::close);
        open.clear();
    }

    private TickerPage visit() {
        return visit(site.visitor());
    }

    private TickerPage visit(Visitor visitor) {
        open.add(visitor);
        visitor.open(site.page("ticker/"));
        visitor.awaitLive();
        return new TickerPage(visitor);
    }

    private void publish(String symbol, String... prices) throws JMSException {
        try (JmsClient jms = JmsClient.login(site.bridge().openWirePort(), "backend", "")) {
            jms.sendAll(
                    QUEUE,
                    List.of(prices).stream()
                            .map(price -> Prices.body(symbol, price))
                            .toList());
        }
    }

    private static Locator find(TickerPage ticker, String selector) {
        return ticker.visitor().page().locator(selector);
    }

    private static List<String> shownSymbols(TickerPage ticker) {
        List<?> symbols = (List<?>) find(ticker, "#quotes tbody tr")
                .evaluateAll("rows => rows.filter(row => !row.hidden).map(row => row.dataset.symbol)");
        return symbols.stream().map(Object::toString).toList();
    }

    @Test
    void columnsSortUpwardsAndDownwards() {
        TickerPage ticker = visit();
        Locator head = find(ticker, "thead th:has([data-sort=symbol])");
        head.locator("button").press("Enter");
        assertThat(head).hasAttribute("aria-sort", "ascending");
        assertThat(shownSymbols(ticker)).hasSizeGreaterThan(20).isSortedAccordingTo(Comparator.naturalOrder());

        head.locator("button").press("Enter");
        assertThat(head).hasAttribute("aria-sort", "descending");
        assertThat(shownSymbols(ticker)).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(ticker.visitor().complaints()).isEmpty();
    }

    @Test
    void filterFindsSymbolsAndCompanies() {
        TickerPage ticker = visit();
        find(ticker, "#filter").fill("nvidia");
        assertThat(find(ticker, "#count")).hasText("1 symbol found");
        assertThat(shownSymbols(ticker)).containsExactly("NVDA");

        find(ticker, "#filter").fill("xo");
        assertThat(find(ticker, "#count")).hasText("1 symbol found");
        assertThat(shownSymbols(ticker)).containsExactly("XOM");

        find(ticker, "#filter").fill("no such company");
        assertThat(find(ticker, "#empty")).hasText("No symbol or company contains this.");
    }

    @Test
    void chosenSymbolsHaveASubscriptionEachAndAreRemembered() throws JMSException {
        Visitor visitor = site.visitor();
        List<String> destinations = new CopyOnWriteArrayList<>();
        visitor.page()
                .onWebSocket(socket -> socket.onFrameSent(frame -> {
                    if (frame.text() != null && frame.text().startsWith("SUBSCRIBE")) {
                        destinations.add(
                                Frame.parse(frame.text().replace("\0", "")).header("destination"));
                    }
                }));
        TickerPage ticker = visit(visitor);
        assertThat(find(ticker, "#subscriptions")).hasText("1 subscription");
        assertThat(destinations).containsExactly("/topic/stock.>");

        find(ticker, "#choose").press("Enter");
        find(ticker, "#symbols input[value=NVDA]").check();
        find(ticker, "#symbols input[value=XOM]").check();
        find(ticker, "input[name=which][value=some]").check();
        assertThat(find(ticker, "#subscriptions")).hasText("2 subscriptions");
        assertThat(shownSymbols(ticker)).containsExactlyInAnyOrder("NVDA", "XOM");

        destinations.clear();
        visitor.page().reload();
        visitor.awaitLive();
        assertThat(find(ticker, "#subscriptions")).hasText("2 subscriptions");
        assertThat(destinations).containsExactlyInAnyOrder("/topic/stock.NVDA", "/topic/stock.XOM");
        publish("XOM", "66.125");
        ticker.awaitPrice("XOM", "66.125");
        assertThat(visitor.complaints()).isEmpty();
    }

    @Test
    void secondReaderOfEverythingCostsTheBrokerNoSubscription() throws Exception {
        visit();
        double before = brokerSubscriptions();
        visit();
        assertThat(brokerSubscriptions()).isEqualTo(before);
    }

    private double brokerSubscriptions() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + site.ports().management() + "/metrics"))
                .build();
        String page = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        return page.lines()
                .filter(line -> line.startsWith("stompbridge_broker_subscriptions "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    @Test
    void slowPaceMergesAllButTheLatestAndLosesNothing() throws JMSException {
        TickerPage ticker = visit();
        find(ticker, "#pace").fill("0");
        assertThat(find(ticker, "#pace-text")).hasText("1 in 5 s");
        publish("NVDA", "1.5");
        ticker.awaitPrice("NVDA", "1.5");
        for (int i = 0; i < 2; i++) {
            String[] burst = new String[BURST];
            for (int j = 0; j < BURST; j++) {
                burst[j] = i + 2 + "." + (j + 1) + "5";
            }
            publish("NVDA", burst);
            ticker.awaitPrice("NVDA", burst[BURST - 1]);
        }
        ticker.visitor().page().waitForCondition(() -> merged(ticker) >= BURST);
        assertThat(merged(ticker)).isLessThanOrEqualTo(2 * BURST - 2);
        assertThat(find(ticker, "#missing")).hasText("0 missing");
    }

    private static int merged(TickerPage ticker) {
        Matcher text = MERGED.matcher(find(ticker, "#merged").textContent());
        return text.matches() ? Integer.parseInt(text.group(1).replace(",", "")) : -1;
    }

    @Test
    void priceThatNoLongerTicksIsMarkedInWords() throws JMSException {
        Visitor visitor = site.visitor();
        visitor.page().clock().install();
        TickerPage ticker = visit(visitor);
        publish("GRMN", "35.5");
        ticker.awaitPrice("GRMN", "35.5");
        Locator row = find(ticker, "[data-symbol=GRMN]");
        assertThat(row).not().hasAttribute("data-old", "true");

        visitor.page().clock().fastForward(40_000);
        assertThat(row).hasAttribute("data-old", "true", Visitor.within());
        assertThat(row.locator(".age")).containsText(Pattern.compile("\\d+ s old"));

        publish("GRMN", "36.5");
        ticker.awaitPrice("GRMN", "36.5");
        assertThat(row).not().hasAttribute("data-old", "true");
    }

    @Test
    void newcomerSeesThePricesFromBeforeHeCame() throws JMSException {
        publish("CVX", "67.75");
        TickerPage first = visit();
        first.awaitPrice("CVX", "67.75");
    }

    @Test
    void nothingIsMissingAfterTheBridgeStartedAgain() throws Exception {
        TickerPage ticker = visit();
        publish("ALL", "30.25");
        ticker.awaitPrice("ALL", "30.25");

        site.endBridge();
        ticker.visitor().awaitState("reconnecting");
        assertThat(find(ticker, "#quotes")).hasAttribute("data-stale", "true");
        site.startBridgeAgain();
        publish("ALL", "31.25", "32.25", "33.25");
        ticker.visitor().awaitLive();
        ticker.awaitPrice("ALL", "33.25");
        publish("ALL", "34.25");
        ticker.awaitPrice("ALL", "34.25");

        assertThat(find(ticker, "#quotes")).hasAttribute("data-stale", "false");
        assertThat(find(ticker, "#missing")).hasText("0 missing");
    }

    @Test
    void nothingMovesWhilePaused() throws JMSException {
        TickerPage ticker = visit();
        publish("MET", "35.25");
        ticker.awaitPrice("MET", "35.25");
        find(ticker, "#pause").press("Space");
        assertThat(find(ticker, "#pause")).hasText("Resume");
        publish("MET", "36.25");
        TickerPage witness = visit();
        witness.awaitPrice("MET", "36.25");
        assertThat(ticker.shownPrice("MET")).startsWith("35.25");

        find(ticker, "#pause").press("Space");
        ticker.awaitPrice("MET", "36.25");
    }

    @Test
    void paceIsSetByKeyboardAndRemembered() {
        TickerPage ticker = visit();
        assertThat(find(ticker, "#pace-text")).hasText("as they come");
        find(ticker, "#pace").press("ArrowLeft");
        assertThat(find(ticker, "#pace-text")).hasText("20 per second");
        assertThat(find(ticker, "#pace")).hasAttribute("aria-valuetext", "20 updates per second");

        ticker.visitor().page().reload();
        ticker.visitor().awaitLive();
        assertThat(find(ticker, "#pace-text")).hasText("20 per second");
    }
}
