package dev.stompbridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The path check names what real proxies do, and who is to change what. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PathIT {
    /** What nginx needs to pass WebSockets on. */
    private static final String UPGRADE = """
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
            """;

    private static final String HOST = "proxy_set_header Host $http_host;";

    private final Path directory;
    private final DemoSite site;

    PathIT(@TempDir Path directory) throws Exception {
        this.directory = directory;
        site = new DemoSite(directory);
    }

    @AfterAll
    void end() {
        site.close();
    }

    /** What the page says of the way that leads to it. */
    private record Finding(String verdict, List<String> advice, List<String> results, List<String> complaints) {}

    private Finding check(URI address) {
        return check(address, "0");
    }

    private Finding check(URI address, String quietSeconds) {
        try (Visitor visitor = site.visitor()) {
            visitor.open(address.resolve("path/?quiet=" + quietSeconds));
            awaitEnd(visitor);
            return new Finding(
                    visitor.page().locator("#verdict").getAttribute("data-verdict"),
                    visitor.page().locator("#advice li").allInnerTexts(),
                    visitor.page().locator("#checks td:nth-child(2)").allInnerTexts(),
                    visitor.complaints());
        }
    }

    @Test
    void nothingIsInTheWayOfABrowserThatReachesTheBridgeDirectly() {
        Finding found = check(site.page(""));

        assertThat(found.verdict()).isEqualTo("good");
        assertThat(found.advice()).isEmpty();
        assertThat(found.results())
                .containsExactly("Good", "Good", "Good", "Not checked", "Good", "Good", "Not checked");
        assertThat(found.complaints()).isEmpty();
    }

    @Test
    void proxyThatPassesEverythingOnIsNamedAndIsNoHindrance() {
        String directives = UPGRADE + HOST + " proxy_set_header X-Forwarded-For $remote_addr;";
        try (RealProxy nginx = RealProxy.nginx(directory, site.page("").getPort(), directives)) {
            Finding found = check(nginx.page());

            assertThat(found.verdict()).isEqualTo("good");
            assertThat(found.advice()).singleElement().asString().contains("X-Forwarded-For", "web.proxies");
            assertThat(found.results())
                    .containsExactly("Noted", "Good", "Good", "Not checked", "Good", "Good", "Not checked");
        }
    }

    @Test
    void proxyThatDoesNotPassTheUpgradeOnIsToldApartWithItsRemedy() {
        try (RealProxy nginx = RealProxy.nginx(directory, site.page("").getPort(), HOST)) {
            Finding found = check(nginx.page());

            assertThat(found.verdict()).isEqualTo("bad");
            assertThat(found.advice()).singleElement().asString().contains("proxy_set_header Upgrade $http_upgrade");
        }
    }

    @Test
    void proxyThatReplacesTheHostIsToldApartWithItsRemedy() {
        try (RealProxy nginx = RealProxy.nginx(directory, site.page("").getPort(), UPGRADE)) {
            Finding found = check(nginx.page());

            assertThat(found.verdict()).isEqualTo("bad");
            assertThat(found.advice()).singleElement().asString().contains("Host", "web.allowed-origins");
        }
    }

    @Test
    void lostSubprotocolIsNoticed() {
        String directives = UPGRADE + HOST + " proxy_set_header Sec-WebSocket-Protocol \"\";";
        try (RealProxy nginx = RealProxy.nginx(directory, site.page("").getPort(), directives)) {
            Finding found = check(nginx.page());

            assertThat(found.verdict()).isEqualTo("bad");
            assertThat(found.advice()).singleElement().asString().contains("Sec-WebSocket-Protocol");
        }
    }

    @Test
    void pathThatIsClosedToWebSocketsIsNoticed() {
        String directives = UPGRADE + HOST + " if ($uri = /stomp) { return 403; }";
        try (RealProxy nginx = RealProxy.nginx(directory, site.page("").getPort(), directives)) {
            Finding found = check(nginx.page());

            assertThat(found.verdict()).isEqualTo("bad");
            assertThat(found.advice()).singleElement().asString().contains("/stomp does not");
        }
    }

    @Test
    void changedHeadersAreNamed() {
        String directives = UPGRADE + HOST + " proxy_set_header User-Agent somebody;";
        try (RealProxy nginx = RealProxy.nginx(directory, site.page("").getPort(), directives)) {
            Finding found = check(nginx.page());

            assertThat(found.verdict()).isEqualTo("good");
            assertThat(found.advice()).singleElement().asString().contains("User-Agent");
        }
    }

    @Test
    void proxyThatPunishesSilenceIsToldApartWithItsRemedy() {
        try (RealProxy haproxy = RealProxy.haproxy(directory, site.page("").getPort(), "  timeout tunnel 3s")) {
            Finding found = check(haproxy.page(), "30");

            assertThat(found.verdict()).isEqualTo("bad");
            assertThat(found.advice()).singleElement().asString().contains("timeout tunnel", "websocket.ping-after");
        }
    }

    @Test
    void otherSchemeIsTriedOnRequestAlone() {
        try (Visitor visitor = site.visitor()) {
            visitor.open(site.page("path/?quiet=0"));
            awaitEnd(visitor);
            visitor.page().locator("#other").check();
            assertThat(visitor.complaints()).isEmpty();

            visitor.page().locator("#run").press("Enter");
            awaitEnd(visitor);
            assertThat(visitor.page().locator("#advice li").allInnerTexts())
                    .singleElement()
                    .asString()
                    .startsWith("wss");
        }
    }

    @Test
    void arrivedHeadersAreShownWithoutCookies() {
        try (Visitor visitor = site.visitor()) {
            visitor.context()
                    .addCookies(List.of(new Cookie("secret", "of the visitor")
                            .setUrl(site.page("").toString())));
            visitor.open(site.page("path/"));
            visitor.page().locator("#arrived summary").click();
            Locator arrived = visitor.page().locator("#arrived");
            arrived.getByText("X-Path-Check")
                    .or(arrived.getByText("x-path-check"))
                    .first()
                    .waitFor();
            assertThat(arrived.innerText()).doesNotContainIgnoringCase("cookie").doesNotContain("of the visitor");
        }
    }

    private static void awaitEnd(Visitor visitor) {
        visitor.page().waitForFunction("() => !document.getElementById('run').disabled");
    }
}
