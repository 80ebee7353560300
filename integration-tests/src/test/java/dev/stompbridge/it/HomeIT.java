package dev.stompbridge.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The home page: what is here, how the bridge does right now, and whether this browser can take part. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HomeIT {
    private final DemoSite site;

    HomeIT(@TempDir Path directory) throws Exception {
        site = new DemoSite(directory);
    }

    @AfterAll
    void end() {
        site.close();
    }

    private Visitor visit() {
        Visitor visitor = site.visitor();
        visitor.open(site.page(""));
        visitor.awaitLive();
        return visitor;
    }

    private static Locator number(Visitor visitor, String name) {
        return visitor.page().locator("[data-number=" + name + "]");
    }

    private static void awaitNumber(Visitor visitor, String name, String text) {
        assertThat(number(visitor, name))
                .hasText(text, new HasTextOptions().setTimeout((double) Limits.ARRIVAL.toMillis()));
    }

    @Test
    void numbersAreThoseOfTheBridgeAtTheMoment() {
        try (Visitor first = visit()) {
            awaitNumber(first, "browsers", "1");
            try (Visitor second = visit()) {
                awaitNumber(first, "browsers", "2");
                awaitNumber(second, "browsers", "2");
            }
            awaitNumber(first, "browsers", "1");
            first.page()
                    .waitForFunction("() => /^\\d/.test(document.querySelector('[data-number=messages]').textContent)");
            assertThat(number(first, "bytesSaved").textContent())
                    .containsPattern(Pattern.compile("^[\\d.]+ (bytes|[KMGTP]B)$"));
            assertThat(first.complaints()).isEmpty();
        }
    }

    @Test
    void browserWithWebSocketIsWelcome() {
        try (Visitor visitor = visit()) {
            assertThat(visitor.page().locator("#support").textContent())
                    .startsWith("Good news: this browser has WebSocket");
        }
    }

    @Test
    void browserWithoutWebSocketIsToldKindly() {
        try (Visitor visitor = site.visitor()) {
            visitor.page().addInitScript("delete window.WebSocket");
            visitor.open(site.page(""));
            visitor.awaitState("offline");

            assertThat(visitor.page().locator("#support").textContent()).startsWith("This browser has no WebSocket.");
            assertThat(visitor.page().locator("#notice").textContent()).contains("Any current browser will do.");
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    @Test
    void everyCardLeadsToAPage() {
        try (Visitor visitor = visit()) {
            List<?> targets =
                    (List<?>) visitor.page().locator(".cards a").evaluateAll("links => links.map(link => link.href)");
            assertThat(targets).hasSize(6);
            for (Object target : targets) {
                visitor.open(URI.create(target.toString()));
                assertThat(visitor.page().locator("[aria-current=page]")).hasCount(1);
            }
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    @Test
    void numbersOfABridgeThatIsGoneAreGreyedUntilItIsBack() throws Exception {
        try (Visitor visitor = visit()) {
            awaitNumber(visitor, "browsers", "1");
            site.endBridge();
            visitor.awaitState("reconnecting");
            Locator list = visitor.page().locator("#numbers");
            assertThat(list).hasAttribute("data-stale", "true", Visitor.within());

            site.startBridgeAgain();
            visitor.awaitLive();
            assertThat(list).hasAttribute("data-stale", "false", Visitor.within());
        }
    }
}
