package dev.stompbridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every page of the site, in light and dark, on a desk and on a phone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PagesIT {
    private static final List<String> PAGES =
            List.of("", "ticker/", "echo/", "broadcast/", "tracker/", "cost/", "path/", "source/?file=home/main.js");

    private static final int PHONE_WIDTH = 390;
    private static final int PHONE_HEIGHT = 844;

    /** Pictures for a look; they are not compared. */
    private static final Path PICTURES = Path.of("target", "pictures");

    private final DemoSite site;

    /** A page as one kind of visitor sees it. */
    record View(String path, ColorScheme colours, boolean phone) {
        private NewContextOptions context() {
            NewContextOptions options = new NewContextOptions().setColorScheme(colours);
            return phone
                    ? options.setViewportSize(PHONE_WIDTH, PHONE_HEIGHT).setHasTouch(true)
                    : options.setViewportSize(1280, 800);
        }

        private Path picture() {
            String page = path.isEmpty() ? "home" : path.replaceAll("/.*", "");
            return PICTURES.resolve(
                    page + (phone ? "-phone" : "") + "-" + colours.name().toLowerCase(Locale.ROOT) + ".png");
        }
    }

    PagesIT(@TempDir Path directory) throws Exception {
        site = new DemoSite(directory);
    }

    @AfterAll
    void end() {
        site.close();
    }

    static Stream<View> views() {
        return PAGES.stream()
                .flatMap(path -> Stream.of(
                        new View(path, ColorScheme.LIGHT, false),
                        new View(path, ColorScheme.DARK, false),
                        new View(path, ColorScheme.LIGHT, true),
                        new View(path, ColorScheme.DARK, true)));
    }

    @ParameterizedTest
    @MethodSource("views")
    void pagesAreFitForEveryone(View view) {
        try (Visitor visitor = open(view)) {
            visitor.page()
                    .screenshot(
                            new Page.ScreenshotOptions().setPath(view.picture()).setFullPage(true));

            assertThat(visitor.seriousViolations()).isEmpty();
            assertThat(visitor.page().evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .as("nothing is wider than the screen")
                    .isEqualTo(true);
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    private Visitor open(View view) {
        Visitor visitor = site.visitor(view.context());
        visitor.open(site.page(view.path()));
        if (visitor.page().locator("#state").count() > 0) {
            visitor.awaitLive();
        }
        return visitor;
    }

    @Test
    void everyFileThatAPageNamesAsItsSourceIsShown() {
        try (Visitor visitor = site.visitor()) {
            for (String path : PAGES) {
                visitor.open(site.page(path));
                for (Object link : sources(visitor)) {
                    visitor.open(URI.create(link.toString()));
                    visitor.page().waitForCondition(() -> !shownSource(visitor).isEmpty());
                }
            }
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    private static List<?> sources(Visitor visitor) {
        Locator links = visitor.page().locator("site-source a");
        links.first().waitFor();
        return (List<?>) links.evaluateAll("links => links.map(link => link.href)");
    }

    private static String shownSource(Visitor visitor) {
        return visitor.page().locator("#text").textContent();
    }

    @Test
    void everyPageIsReachedByKeyboardAlone() {
        try (Visitor visitor = site.visitor()) {
            visitor.open(site.page(""));
            visitor.page().locator("nav a").first().waitFor();
            visitor.page().keyboard().press("Tab");
            assertThat(focused(visitor)).isEqualTo("Skip to the content");
            visitor.page().keyboard().press("Tab");
            for (String title : List.of("Home", "Ticker", "Echo", "Broadcast", "Tracker", "Wire cost", "Path check")) {
                visitor.page().keyboard().press("Tab");
                assertThat(focused(visitor)).isEqualTo(title);
            }
            visitor.page().keyboard().press("Enter");
            visitor.page().waitForURL("**/path/");
        }
    }

    private static Object focused(Visitor visitor) {
        return visitor.page().evaluate("document.activeElement.textContent");
    }

    @Test
    void chosenColoursHoldOnEveryPage() {
        try (Visitor visitor = site.visitor(new NewContextOptions().setColorScheme(ColorScheme.LIGHT))) {
            visitor.open(site.page(""));
            Object light = background(visitor);
            visitor.page().locator("#theme").click();
            assertThat(background(visitor)).isEqualTo(light);
            visitor.page().locator("#theme").click();
            Object dark = background(visitor);
            assertThat(dark).isNotEqualTo(light);

            visitor.open(site.page("ticker/"));
            assertThat(background(visitor)).isEqualTo(dark);
        }
    }

    private static Object background(Visitor visitor) {
        return visitor.page().evaluate("getComputedStyle(document.body).backgroundColor");
    }

    @Test
    void deviceWithoutNetworkIsToldSoAndComesBack() {
        try (Visitor visitor = open(new View("", ColorScheme.LIGHT, false))) {
            Locator banner = visitor.page().locator("#offline");
            assertThat(banner.isVisible()).isFalse();

            visitor.context().setOffline(true);
            banner.waitFor();
            visitor.awaitState("offline");

            visitor.context().setOffline(false);
            visitor.awaitLive();
            assertThat(banner.isVisible()).isFalse();
        }
    }
}
