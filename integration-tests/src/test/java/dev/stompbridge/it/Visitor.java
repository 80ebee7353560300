package dev.stompbridge.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One visitor with one page, which is watched for whatever a developer's console would show. One thread only. */
final class Visitor implements AutoCloseable {
    /** What axe-core calls serious or worse, each in a line. */
    private static final String SERIOUS = """
            async () => (await axe.run()).violations
                .filter(violation => ['serious', 'critical'].includes(violation.impact))
                .map(violation => violation.id + ': ' + violation.nodes.map(node => node.target + ' ' +
                    node.any.concat(node.all, node.none).map(check => check.message).join(' ')).join(' | '))""";

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    Visitor(BrowserContext context) {
        this.context = context;
        page = context.newPage();
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

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    /** Errors and warnings of the console, a broken content security policy among them, and requests that failed. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    void forgetComplaints() {
        complaints.clear();
    }

    /** Waits until the page is connected and subscribed. */
    void awaitLive() {
        awaitState("live");
    }

    /** Waits until the badge of the connection says this. */
    void awaitState(String state) {
        assertThat(page.locator("#state")).hasAttribute("data-state", state, within());
    }

    static HasAttributeOptions within() {
        return new HasAttributeOptions().setTimeout((double) Limits.ARRIVAL.toMillis());
    }

    /** What axe-core finds serious or critical on the page as it stands. */
    List<String> seriousViolations() {
        page.evaluate(axe());
        List<?> lines = (List<?>) page.evaluate(SERIOUS);
        return lines.stream().map(Objects::toString).toList();
    }

    private static String axe() {
        try (InputStream script =
                Objects.requireNonNull(Visitor.class.getResourceAsStream("/axe.min.js"), "axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Calls a function of the page, waits for its promise and returns what that was fulfilled with. */
    String evaluate(String function, String argument) {
        return String.valueOf(page.evaluate(function, argument));
    }

    @Override
    public void close() {
        context.close();
    }
}
