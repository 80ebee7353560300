package dev.stompbridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The distribution as it is unpacked, but for its ports: it serves its page, and nobody may read or write anything. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BareInstallIT {
    private final Path directory;
    private final BridgeProcess bridge;

    BareInstallIT(@TempDir Path directory) {
        this.directory = directory;
        bridge = BridgeProcess.start(directory, Ports.free());
    }

    @AfterAll
    void end() {
        bridge.close();
    }

    @Test
    void startPrintsOneLineWithTheAddressOfThePage() {
        assertThat(bridge.process().out())
                .filteredOn(line -> line.contains("http://"))
                .containsExactly("StompBridge is ready: " + bridge.web("http", "/"));
        assertThat(bridge.process().err()).isEmpty();
    }

    @Test
    void landingPageIsServedWithAPolicyThatAllowsThisOriginOnly() {
        HttpResponse<String> page = bridge.page("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<title>StompBridge</title>");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'self'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe"));
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void landingPageShowsInABrowserWithoutAComplaint() {
        try (Chromium chromium = new Chromium();
                Visitor visitor = chromium.visitor()) {
            visitor.open(bridge.web("http", "/"));
            assertThat(visitor.page().title()).isEqualTo("StompBridge");
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    @Test
    void endpointsOfTheDemoAreNotThere() {
        assertThat(List.of("/echo", "/echo/raw", "/broadcast"))
                .allSatisfy(path -> assertThat(bridge.page(path).statusCode()).isEqualTo(404));
    }

    @Test
    void isAliveAndReady() {
        assertThat(bridge.management("/health/live").statusCode()).isEqualTo(200);
        HttpResponse<String> ready = bridge.management("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).contains("bound: ok", "broker-link: ok", "store-writable: ok");
    }

    @Test
    void managementPagesAreNotOnThePublicPort() {
        assertThat(List.of("/health/live", "/health/ready", "/metrics", "/status"))
                .allSatisfy(path -> assertThat(bridge.page(path).statusCode()).isEqualTo(404));
    }

    @Test
    void listensOnItsFourPortsOfLoopbackAndNoOther() {
        Ports ports = bridge.ports();
        assertThat(ListeningSockets.of(bridge.process().pid()))
                .containsExactlyInAnyOrder(
                        "loopback:" + ports.web(),
                        "loopback:" + ports.management(),
                        "loopback:" + ports.openWire(),
                        "loopback:" + ports.stomp());
    }

    @ParameterizedTest
    @CsvSource({"/topic/stock.NVDA", "/topic/stock.>", "/topic/>", "/queue/stock.prices", "/topic/ActiveMQ.Advisory.>"})
    void browserWithoutALoginMayNotSubscribe(String destination) {
        try (JdkSubscriber browser = new JdkSubscriber(bridge.web("ws", "/stomp"))) {
            Frame connected = browser.connect();
            Frame answer = connected.command().equals("CONNECTED") ? browser.subscribe(destination) : connected;
            assertThat(answer.command()).as("%s", answer).isEqualTo("ERROR");
        }
    }

    @ParameterizedTest
    @CsvSource({"/topic/stock.NVDA", "/queue/stock.prices"})
    void browserWithoutALoginMayNotSend(String destination) {
        try (JdkSubscriber browser = new JdkSubscriber(bridge.web("ws", "/stomp"))) {
            Frame connected = browser.connect();
            Frame answer = connected.command().equals("CONNECTED") ? browser.send(destination) : connected;
            assertThat(answer.command()).as("%s", answer).isEqualTo("ERROR");
        }
    }

    @ParameterizedTest
    @CsvSource({"web", "management", "openWire", "stomp"})
    void portInUseEndsTheStartWithOneSentence(String listener, @TempDir Path other) {
        Ports taken = bridge.ports();
        Ports free = Ports.free();
        Ports ports = new Ports(
                listener.equals("web") ? taken.web() : free.web(),
                listener.equals("management") ? taken.management() : free.management(),
                listener.equals("openWire") ? taken.openWire() : free.openWire(),
                listener.equals("stomp") ? taken.stomp() : free.stomp());
        int inUse =
                ports.all().stream().filter(taken.all()::contains).findFirst().orElseThrow();
        try (ChildProcess second = BridgeProcess.launch(other, ports)) {
            assertThat(second.exitCode(Limits.START)).isEqualTo(1);
            assertThat(second.err()).singleElement().asString().contains("127.0.0.1:" + inUse, "in use");
        }
    }

    @Test
    void dataDirectoryInUseEndsTheStartWithOneSentence() {
        try (ChildProcess second = BridgeProcess.launch(directory, Ports.free())) {
            assertThat(second.exitCode(Limits.START)).isEqualTo(1);
            assertThat(second.err())
                    .containsExactly("stompbridge: The data directory " + directory.resolve("data")
                            + " is in use by another broker.");
        }
    }
}
