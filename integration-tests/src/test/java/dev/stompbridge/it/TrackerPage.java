package dev.stompbridge.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.options.Geolocation;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The tracker as one visitor has it open, and what his browser sends. */
record TrackerPage(Visitor visitor, List<Frame> sent) implements AutoCloseable {
    /** Counts every use of the browser's geolocation, before any script of the page runs. */
    private static final String COUNT_LOOKS = """
            window.looks = 0;
            for (const name of ['getCurrentPosition', 'watchPosition']) {
                const real = Geolocation.prototype[name];
                Geolocation.prototype[name] = function (...given) { window.looks++; return real.apply(this, given); };
            }""";

    /** Somebody at this place, who lets the browser tell it. */
    static NewContextOptions at(double latitude, double longitude) {
        return new NewContextOptions()
                .setGeolocation(new Geolocation(latitude, longitude).setAccuracy(15.0))
                .setPermissions(List.of("geolocation"));
    }

    static TrackerPage open(Visitor visitor, URI site) {
        List<Frame> sent = new CopyOnWriteArrayList<>();
        visitor.page().addInitScript(COUNT_LOOKS);
        visitor.page()
                .onWebSocket(socket -> socket.onFrameSent(frame -> {
                    String text = frame.text();
                    if (text != null && text.contains("\n\n")) {
                        sent.add(Frame.parse(text.substring(0, text.length() - 1)));
                    }
                }));
        visitor.open(site.resolve("tracker/"));
        visitor.awaitLive();
        return new TrackerPage(visitor, sent);
    }

    /** Agrees to share, with one of the choices region, town, quarter and exact. */
    void agree(String grid) {
        visitor.page().locator("input[value=" + grid + "]").check();
        visitor.page().locator("#share").click();
    }

    /** The same, and waits until the own point came back from the bridge. */
    TrackerPage share(String grid) {
        agree(grid);
        assertThat(progress()).containsText("Everybody with this page open", within());
        return this;
    }

    void stop() {
        visitor.page().locator("#stop").click();
    }

    /** Stops if he shares, so that nothing of him is left for the next test. */
    void leave() {
        if (!visitor.page().isClosed() && visitor.page().locator("#stop").isVisible()) {
            stop();
            assertThat(visitor.page().locator("#progress")).not().containsText("Removing", within());
        }
    }

    /** Waits until exactly so many are in the list and on the map. */
    void awaitShown(int count) {
        HasCountOptions within = new HasCountOptions().setTimeout((double) Limits.ARRIVAL.toMillis());
        assertThat(rows()).hasCount(count, within);
        assertThat(visitor.page().locator(".pin")).hasCount(count, within);
    }

    void awaitProgress(String words) {
        assertThat(progress()).containsText(words, within());
    }

    void awaitProblem(String words) {
        assertThat(visitor.page().locator("#problem")).containsText(words, within());
    }

    Locator rows() {
        return visitor.page().locator("#visitors tbody tr");
    }

    /** What the first column says: You, Visitor 2. */
    List<String> names() {
        return rows().locator("button").allTextContents();
    }

    /** One column of one row. */
    String cell(int row, String field) {
        return rows().nth(row).locator("[data-field=" + field + "]").textContent();
    }

    /** All SEND frames so far. */
    List<Frame> sends() {
        return sent.stream().filter(frame -> frame.command().equals("SEND")).toList();
    }

    /** How often anybody asked the browser for the position. */
    int looks() {
        return ((Number) visitor.page().evaluate("window.looks")).intValue();
    }

    private Locator progress() {
        return visitor.page().locator("#progress");
    }

    private static ContainsTextOptions within() {
        return new ContainsTextOptions().setTimeout((double) Limits.ARRIVAL.toMillis());
    }

    @Override
    public void close() {
        visitor.close();
    }
}
