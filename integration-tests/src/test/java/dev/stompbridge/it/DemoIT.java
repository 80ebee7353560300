package dev.stompbridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo as a process: what {@code mvn -Prun} runs. */
final class DemoIT {
    private static final String READY = "StompBridge and its pages are at ";
    private static final int SYMBOLS = 20;

    @TempDir
    private Path directory;

    @Test
    void atLeastTwentySymbolsTickInABrowser() {
        Ports ports = Ports.free();
        try (ChildProcess demo = start(ports);
                Chromium chromium = new Chromium();
                Visitor visitor = chromium.visitor()) {
            TickerPage ticker = new TickerPage(visitor);
            assertThat(demo.out()).containsExactly(READY + page(ports) + " (Ctrl-C ends it)");
            visitor.open(page(ports).resolve("ticker/"));
            visitor.awaitLive();
            ticker.awaitChanges(Map.of(), SYMBOLS);
            Map<String, String> first = ticker.prices();
            ticker.awaitChanges(first, SYMBOLS);
            assertThat(visitor.complaints()).isEmpty();
            assertThat(demo.err()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void signalEndsItInTime(String signal) {
        Ports ports = Ports.free();
        try (ChildProcess demo = start(ports);
                JdkSubscriber browser =
                        JdkSubscriber.to(URI.create("ws://127.0.0.1:" + ports.web() + "/stomp"), "/topic/stock.>")) {
            assertThat(browser.bodies(1)).isNotEmpty();
            demo.signal(signal);
            demo.exitCode(Limits.STOP);
            assertThat(browser.closeCode()).isEqualTo(1001);
        }
    }

    private static URI page(Ports ports) {
        return URI.create("http://127.0.0.1:" + ports.web() + "/");
    }

    private ChildProcess start(Ports ports) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> line = new ArrayList<>(
                List.of(java, "-cp", classPath, "dev.stompbridge.demo.DemoMain", "--home", directory.toString()));
        ports.settings().forEach(setting -> line.addAll(List.of("--set", setting)));
        ChildProcess demo = ChildProcess.start(directory, line);
        try {
            demo.awaitLine(READY);
            return demo;
        } catch (RuntimeException | Error e) {
            demo.close();
            throw e;
        }
    }
}
