package dev.stompbridge.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Debian's Chromium with one page, which it watches for whatever a developer's console would show. One thread only. */
final class Chromium implements AutoCloseable {
    private static final List<String> FLAGS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    /** Each row that has a price: symbol and price. */
    private static final String PRICES = """
            cells => cells.filter(cell => cell.dataset.value)
                .map(cell => [cell.closest('[data-symbol]').dataset.symbol, cell.dataset.value])""";

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    Chromium() {
        try {
            Browser browser = playwright
                    .chromium()
                    .launch(new LaunchOptions()
                            .setExecutablePath(Path.of("/usr/bin/chromium"))
                            .setTimeout((double) Limits.START.toMillis())
                            .setArgs(FLAGS));
            page = browser.newPage();
        } catch (RuntimeException e) {
            playwright.close();
            throw e;
        }
        page.setDefaultTimeout((double) Limits.ARRIVAL.toMillis());
        page.setDefaultNavigationTimeout((double) Limits.START.toMillis());
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.type() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add("uncaught: " + error));
        page.onRequestFailed(request -> complaints.add("failed: " + request.url() + " " + request.failure()));
        page.onResponse(response -> {
            if (response.status() >= 400) {
                complaints.add(response.status() + ": " + response.url());
            }
        });
        page.onRequest(request -> requested(request.url()));
    }

    private void requested(String url) {
        if (!URI.create(url).getHost().equals("127.0.0.1")) {
            complaints.add("asks another host: " + url);
        }
    }

    void open(URI address) {
        page.navigate(address.toString());
    }

    String title() {
        return page.title();
    }

    /** Errors and warnings of the console, a broken content security policy among them, and requests that failed. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    void forgetComplaints() {
        complaints.clear();
    }

    /** Waits until the ticker is connected and subscribed. */
    void awaitLive() {
        awaitState("live");
    }

    /** Waits until the ticker's badge says this. */
    void awaitState(String state) {
        assertThat(page.locator("#state")).hasAttribute("data-state", state, within());
    }

    /** Waits until the ticker shows exactly this price of a symbol, to the last digit. */
    void awaitPrice(String symbol, String price) {
        Locator cell = page.locator("[data-symbol='" + symbol + "'] [data-field=price]");
        assertThat(cell).hasAttribute("data-value", price, within());
    }

    private static HasAttributeOptions within() {
        return new HasAttributeOptions().setTimeout((double) Limits.ARRIVAL.toMillis());
    }

    /** What a reader sees as the price of a symbol. */
    String shownPrice(String symbol) {
        return page.locator("[data-symbol='" + symbol + "'] [data-field=price]").textContent();
    }

    /** The price of every symbol that has one, unrounded. */
    Map<String, String> prices() {
        Map<String, String> prices = new TreeMap<>();
        Object rows = page.locator("[data-field=price]").evaluateAll(PRICES);
        for (Object row : (List<?>) rows) {
            List<?> pair = (List<?>) row;
            prices.put((String) pair.get(0), (String) pair.get(1));
        }
        return prices;
    }

    /** Waits until so many symbols have a price that differs from this one. */
    void awaitChanges(Map<String, String> before, int symbols) {
        page.waitForFunction(
                "([before, symbols]) => [...document.querySelectorAll('[data-field=price]')].filter(cell =>"
                        + " cell.dataset.value && cell.dataset.value !=="
                        + " before[cell.closest('[data-symbol]').dataset.symbol]).length >= symbols",
                List.of(before, symbols));
    }

    /** Calls a function of the page, waits for its promise and returns what that was fulfilled with. */
    String evaluate(String function, String argument) {
        return String.valueOf(page.evaluate(function, argument));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
