package dev.stompbridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Positions that no tracker page made, and browsers that give none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ForgedPositionsIT {
    private static final String TOPICS = "/topic/demo.positions.";
    private static final String JSON = "content-type:application/json";
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final String SIGNED = "\"key\":\"" + "k".repeat(87) + "\",\"signature\":\"" + "s".repeat(86) + "\"";
    private static final String PLACE = "\"lat\":1,\"lon\":2,\"accuracy\":3,\"time\":\"2026-11-22T14:30:00.000Z\"";

    /** A body with a good signature, of an id that the page makes up; the argument is the JavaScript of its fields. */
    private static final String SIGN = """
            async (fields) => {
                const { createIdentity } = await import('/tracker/identity.js');
                const identity = await createIdentity();
                return identity.sign(Object.assign({ lat: 1, lon: 2, accuracy: 1000,
                    time: new Date().toISOString() }, JSON.parse(fields)));
            }""";

    private final DemoSite site;

    ForgedPositionsIT(@TempDir Path directory) throws Exception {
        site = new DemoSite(directory);
    }

    @AfterAll
    void end() {
        site.close();
    }

    /** What a forger sends, and what the bridge answers. */
    record Forged(String headers, String body, String rule) {}

    private static Forged fields(String fields, String rule) {
        return new Forged(JSON, "{\"id\":\"" + ID + "\"," + SIGNED + "," + fields + "}", rule);
    }

    static List<Forged> forged() {
        return List.of(
                fields(PLACE.replace("\"lat\":1", "\"lat\":91"), "lat: is too large"),
                fields(PLACE.replace("\"lat\":1", "\"lat\":\"1\""), "lat: has the wrong type"),
                fields(PLACE.replace("\"lon\":2", "\"lon\":-180.5"), "lon: is too small"),
                fields(PLACE.replace("\"accuracy\":3", "\"accuracy\":-1"), "accuracy: is too small"),
                fields(PLACE.replace("2026-11-22", "yesterday"), "time: "),
                fields(PLACE + ",\"name\":\"Mallory\"", "name: is not a known field"),
                fields("\"lat\":1,\"lon\":2", "is missing"),
                fields("\"gone\":false", "gone: is not the allowed value"),
                fields("\"gone\":true," + PLACE, "body: has too many fields"),
                new Forged(JSON, "{\"id\":\"..\"," + SIGNED + "," + PLACE + "}", "id: does not match the pattern"),
                new Forged(JSON, "{" + PLACE + "}", "is missing"),
                new Forged(JSON, "not JSON", "body: not valid JSON"),
                new Forged(JSON, "{\"id\":\"" + "x".repeat(10_240) + "\"}", "body: is longer than 1024 bytes"),
                new Forged("content-type:text/plain", "{}", "content-type"));
    }

    @ParameterizedTest
    @MethodSource("forged")
    void whatIsNoPositionReachesNobodyAndItsSenderIsToldTheRule(Forged forged) {
        // One of its own each time: the bridge keeps the last message of each.
        String id = UUID.randomUUID().toString().replace("-", "");
        try (JdkSubscriber watcher = JdkSubscriber.to(site.bridge().stomp(), TOPICS + id);
                JdkSubscriber forger = new JdkSubscriber(site.bridge().stomp())) {
            forger.connect();
            Frame answer =
                    forger.send(TOPICS + id, forged.headers(), forged.body().replace(ID, id));

            assertThat(answer.command()).isEqualTo("ERROR");
            assertThat(answer.header("message")).contains(forged.rule());
            assertThat(forger.closeCode()).isEqualTo(4006);
            String good = "{\"id\":\"" + id + "\"," + SIGNED + ",\"gone\":true}";
            send(TOPICS + id, good);
            assertThat(watcher.bodies(1)).as("the first that came").containsExactly(good);
        }
    }

    /** Passes the contract. */
    private void send(String destination, String body) {
        try (JdkSubscriber client = new JdkSubscriber(site.bridge().stomp())) {
            client.connect();
            assertThat(client.send(destination, JSON, body).command()).isEqualTo("RECEIPT");
        }
    }

    @Test
    void pointOfAnotherVisitorCanNeitherBeMovedNorRemoved() {
        try (TrackerPage victim = open(TrackerPage.at(48.2, 16.4)).share("town");
                TrackerPage other = open(new NewContextOptions())) {
            other.awaitShown(1);
            String topic = victim.sends().get(0).header("destination");
            String id = topic.substring(TOPICS.length());
            String ownKey = sign(other, "{}");

            send(topic, "{\"id\":\"" + id + "\"," + SIGNED + ",\"gone\":true}");
            send(topic, "{\"id\":\"" + id + "\"," + SIGNED + "," + PLACE + "}");
            send(topic, ownKey.replaceFirst("\"id\":\"[0-9a-f]{32}\"", "\"id\":\"" + id + "\""));
            send(topic, ownKey);
            // A genuine one after them: what came before has been looked at.
            String last = sign(other, "{}");
            send(TOPICS + idOf(last), last);
            other.awaitShown(2);

            assertThat(other.cell(0, "where")).startsWith("Austria");
            assertThat(other.visitor().complaints()).isEmpty();
        }
    }

    @Test
    void positionWithAnOldOrAlteredTextIsNotShown() {
        try (TrackerPage page = open(new NewContextOptions())) {
            String old = sign(page, "{\"time\":\"2020-01-01T00:00:00.000Z\"}");
            String altered = sign(page, "{}");
            int shown = page.rows().count();
            send(TOPICS + idOf(old), old);
            send(TOPICS + idOf(altered), altered.replace("\"lat\":1", "\"lat\":2"));
            String good = sign(page, "{}");
            send(TOPICS + idOf(good), good);
            page.awaitShown(shown + 1);

            assertThat(page.visitor()
                            .page()
                            .locator(".pin[data-id='" + idOf(good) + "']")
                            .count())
                    .isEqualTo(1);
        }
    }

    private static String sign(TrackerPage page, String fields) {
        return page.visitor().evaluate(SIGN, fields);
    }

    private static String idOf(String body) {
        return body.substring(7, 39);
    }

    private TrackerPage open(NewContextOptions options) {
        return TrackerPage.open(site.visitor(options), site.page(""));
    }

    private TrackerPage openAfter(String script) {
        Visitor visitor = site.visitor(TrackerPage.at(48.2, 16.4));
        visitor.page().addInitScript(script);
        return TrackerPage.open(visitor, site.page(""));
    }

    @Test
    void whoForbidsTheBrowserIsToldHowToAllowItAndSharesNothing() {
        try (TrackerPage page = open(new NewContextOptions())) {
            page.agree("town");
            page.awaitProblem("The browser was not allowed to give this page your position");
            page.awaitProblem("allow it");
            page.awaitProgress("Nothing is shared");

            assertThat(page.looks()).isEqualTo(1);
            assertThat(page.sends()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2, The device cannot find out where it is, location service",
        "3, The device takes too long, Outdoors",
        "9, gave no position and no reason, reload"
    })
    void failureOfTheDeviceIsSaidWithWhatToDo(int code, String what, String remedy) {
        try (TrackerPage page = openAfter("Geolocation.prototype.watchPosition = (found, failed) =>"
                + " { queueMicrotask(() => failed({ code: " + code + " })); return 1; };")) {
            page.agree("town");
            page.awaitProblem(what);
            page.awaitProblem(remedy);
            page.awaitProgress("Nothing has been sent");
            page.stop();
            page.awaitProgress("Nothing is shared");

            assertThat(page.sends()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'Object.defineProperty(window, \"isSecureContext\", { value: false })', insecure connection, https",
        "'delete Navigator.prototype.geolocation', cannot tell a position, another browser"
    })
    void browserThatCannotShareIsToldSoAtOnce(String script, String what, String remedy) {
        try (TrackerPage page = openAfter(script)) {
            page.awaitProblem(what);
            page.awaitProblem(remedy);

            assertThat(page.visitor().page().locator("#share").isDisabled()).isTrue();
            assertThat(page.sends()).isEmpty();
        }
    }
}
