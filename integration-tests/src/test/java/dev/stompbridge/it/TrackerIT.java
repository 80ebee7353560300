package dev.stompbridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Geolocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the tracker promises to those who share a position, in several browsers at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TrackerIT {
    private static final Path PICTURES = Path.of("target", "pictures");
    private static final double VIENNA_LATITUDE = 48.208174;
    private static final double VIENNA_LONGITUDE = 16.373819;
    private static final NewContextOptions VIENNA = TrackerPage.at(VIENNA_LATITUDE, VIENNA_LONGITUDE);
    private static final NewContextOptions LISBON = TrackerPage.at(38.722252, -9.139337);

    private final DemoSite site;
    private final List<TrackerPage> open = new ArrayList<>();

    TrackerIT(@TempDir Path directory) throws Exception {
        site = new DemoSite(directory);
    }

    @AfterAll
    void end() {
        site.close();
    }

    @AfterEach
    void leave() {
        open.forEach(TrackerPage::leave);
        open.forEach(TrackerPage::close);
        open.clear();
    }

    private TrackerPage visit(NewContextOptions options) {
        return visit(site.visitor(options));
    }

    private TrackerPage visit(Visitor visitor) {
        TrackerPage page = TrackerPage.open(visitor, site.page(""));
        open.add(page);
        return page;
    }

    @Test
    void nothingIsSentAndNoPositionIsAskedForBeforeConsent() {
        TrackerPage silent = visit(VIENNA);
        TrackerPage sharing = visit(LISBON).share("town");
        silent.awaitShown(1);
        silent.visitor().page().locator("input[value=exact]").check();

        assertThat(silent.looks()).isZero();
        assertThat(silent.sends()).isEmpty();
        assertThat(silent.sent()).extracting(Frame::command).containsOnly("CONNECT", "SUBSCRIBE");
        assertThat(sharing.names()).containsExactly("You");
        assertThat(sharing.looks()).isEqualTo(1);
        assertThat(silent.visitor().complaints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "region, '\"lat\":48,\"lon\":16,\"accuracy\":100000,'",
        "town, '\"lat\":48.2,\"lon\":16.4,\"accuracy\":10000,'",
        "quarter, '\"lat\":48.21,\"lon\":16.38,\"accuracy\":1000,'",
        "exact, '\"lat\":48.208174,\"lon\":16.373819,\"accuracy\":15,'"
    })
    void positionIsRoundedAsChosenBeforeItLeaves(String grid, String fields) {
        TrackerPage page = visit(VIENNA).share(grid);

        assertThat(page.sends()).isNotEmpty().allSatisfy(frame -> {
            assertThat(frame.body()).contains(fields);
            assertThat(frame.header("expires")).isNotEmpty();
        });
        if (!grid.equals("exact")) {
            assertThat(page.sends())
                    .noneMatch(frame ->
                            frame.body().contains("2081") || frame.body().contains("3738"));
        }
    }

    @Test
    void everybodySeesEverybodyAndNewcomersToo() {
        TrackerPage vienna = visit(VIENNA).share("town");
        TrackerPage lisbon = visit(LISBON).share("town");
        vienna.awaitShown(2);
        lisbon.awaitShown(2);
        TrackerPage newcomer = visit(new NewContextOptions());
        newcomer.awaitShown(2);

        assertThat(vienna.names()).containsExactly("You", "Visitor 2");
        assertThat(vienna.cell(1, "where")).isEqualTo("Portugal, within 20 km");
        assertThat(vienna.cell(1, "distance")).isEqualTo("2,300 km");
        assertThat(newcomer.names()).containsExactly("Visitor 1", "Visitor 2");
        assertThat(newcomer.cell(0, "distance")).isEqualTo("–");
    }

    @Test
    void visitorWhoMovesIsSeenToMove() {
        TrackerPage moving = visit(VIENNA).share("town");
        TrackerPage other = visit(new NewContextOptions());
        other.awaitShown(1);
        assertThat(other.cell(0, "where")).startsWith("Austria");

        moving.visitor().context().setGeolocation(new Geolocation(38.722252, -9.139337));
        other.visitor().page().waitForCondition(() -> other.cell(0, "where").startsWith("Portugal"));
        other.awaitShown(1);
    }

    /** How a visitor ends his sharing. */
    enum Ending {
        CLICK,
        CLOSED_PAGE,
        OTHER_PAGE
    }

    @ParameterizedTest
    @EnumSource
    void whoStopsIsSeenByNobodyNeitherNowNorLater(Ending ending) {
        TrackerPage leaving = visit(VIENNA).share("exact");
        TrackerPage other = visit(new NewContextOptions());
        other.awaitShown(1);

        switch (ending) {
            case CLICK -> leaving.stop();
            case CLOSED_PAGE -> leaving.visitor().page().close(new Page.CloseOptions().setRunBeforeUnload(true));
            case OTHER_PAGE -> leaving.visitor().open(site.page("source/?file=home/main.js"));
        }
        other.awaitShown(0);
        TrackerPage newcomer = visit(LISBON).share("town");
        newcomer.awaitShown(1);

        assertThat(newcomer.names()).containsExactly("You");
        assertThat(other.visitor().complaints()).isEmpty();
    }

    @Test
    void nothingFollowsTheFarewellAndTheNextSharingHasANewId() {
        TrackerPage page = visit(VIENNA).share("town");
        String first = page.sends().get(0).header("destination");
        page.stop();
        page.awaitProgress("Your point is removed everywhere");
        page.awaitShown(0);
        page.visitor().context().setGeolocation(new Geolocation(10, 10));
        page.visitor().page().clock().install();
        page.visitor().page().clock().runFor(60_000);
        Frame last = page.sends().get(page.sends().size() - 1);
        assertThat(last.body()).contains("\"gone\":true").doesNotContain("lat");
        assertThat(last.header("destination")).isEqualTo(first);

        page.share("town");
        assertThat(page.sends().get(page.sends().size() - 1).header("destination"))
                .isNotEqualTo(first);
    }

    @Test
    void pointThatIsNotRenewedVanishes() {
        TrackerPage vanishing = visit(VIENNA).share("town");
        Visitor watcher = site.visitor();
        watcher.page().clock().install();
        TrackerPage other = visit(watcher);
        other.awaitShown(1);

        vanishing.visitor().context().setOffline(true);
        vanishing.visitor().awaitState("offline");
        watcher.page().clock().runFor(80_000);
        other.awaitShown(1);
        watcher.page().clock().runFor(11_000);
        other.awaitShown(0);
        vanishing.visitor().context().setOffline(false);
    }

    @Test
    void sharingSurvivesARestartOfTheBridgeAndSoDoesARemovalMeanwhile() throws Exception {
        TrackerPage staying = visit(VIENNA).share("town");
        TrackerPage leaving = visit(LISBON).share("town");
        staying.awaitShown(2);

        site.endBridge();
        leaving.visitor().awaitState("reconnecting");
        leaving.stop();
        leaving.awaitProgress("Removing your point");
        site.startBridgeAgain();
        leaving.awaitProgress("Your point is removed everywhere");
        staying.visitor().awaitLive();

        staying.awaitShown(1);
        leaving.awaitShown(1);
        TrackerPage newcomer = visit(new NewContextOptions());
        newcomer.awaitShown(1);
        assertThat(newcomer.cell(0, "where")).startsWith("Austria");
    }

    @Test
    void everythingIsDoneByKeyboardAlone() {
        TrackerPage page = visit(VIENNA);
        Page keys = page.visitor().page();
        keys.locator("#map").focus();
        Object before = keys.locator(".bar").textContent();
        keys.keyboard().press("+");
        keys.waitForCondition(() -> !keys.locator(".bar").textContent().equals(before));
        keys.locator("input[value=town]").focus();
        keys.keyboard().press("ArrowUp");
        keys.keyboard().press("Tab");
        keys.keyboard().press("Enter");
        page.awaitProgress("Everybody with this page open");
        assertThat(page.sends().get(0).body()).contains("\"lat\":48,");

        assertThat(keys.evaluate("document.activeElement.id")).isEqualTo("stop");
        keys.keyboard().press("Enter");
        page.awaitProgress("Your point is removed everywhere");
        assertThat(keys.evaluate("document.activeElement.id")).isEqualTo("share");
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, false", "DARK, false", "LIGHT, true", "DARK, true"})
    void mapWithVisitorsIsFitForEveryone(ColorScheme colours, boolean phone) {
        visit(LISBON).share("region");
        visit(TrackerPage.at(59.329323, 18.068581)).share("town");
        NewContextOptions own =
                TrackerPage.at(VIENNA_LATITUDE, VIENNA_LONGITUDE).setColorScheme(colours);
        TrackerPage page = visit(phone ? own.setViewportSize(390, 844) : own.setViewportSize(1280, 800));
        page.share("region").awaitShown(3);
        for (int i = 0; i < 2; i++) {
            page.visitor().page().locator("[data-action=wider]").click();
        }
        page.visitor()
                .page()
                .screenshot(new Page.ScreenshotOptions()
                        .setPath(PICTURES.resolve("tracker-three" + (phone ? "-phone-" : "-") + colours + ".png"))
                        .setFullPage(true));

        assertThat(page.visitor().seriousViolations()).isEmpty();
        assertThat(page.visitor().page().evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        assertThat(page.visitor().complaints()).isEmpty();
    }
}
