package dev.stompbridge.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.read.ListAppender;
import dev.stompbridge.config.LogConfig;
import dev.stompbridge.config.LogFormat;
import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.testkit.WsClient;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A bridge that logs everything, and browsers that write as if they were its log. */
final class LogInjectionTest {
    private static final String FORGED = "2026-11-22T00:00:00.000Z ERROR [main] Forged: ";

    private static final List<String> REQUESTS = List.of(
            "GET /%0d%0a" + FORGED.replace(' ', '+') + " HTTP/1.1\r\nHost: a",
            "GET /\u0085\u001b HTTP/1.1\r\nHost: a",
            "GET /stomp HTTP/1.1\r\nHost: a\u0085\u001b[31m",
            "GET / HTTP/1.1\r\nHost: a\r\nUser-Agent: \u0085" + FORGED,
            "GET / HTTP/1.1\nHost: a\n" + FORGED);

    private static final List<String> FRAMES = List.of(
            "SUBSCRIBE\nid:s\ndestination:/topic/demo.a\nactivemq.x\\n" + FORGED.replace(":", "\\c")
                    + ":1\nreceipt:r\n\n^@",
            "SUBSCRIBE\nid:s\ndestination:/topic/demo.a\nactivemq.\u001b[31m\u2028\u2029\u0085:1\nreceipt:r\n\n^@",
            "SUBSCRIBE\nid:s\ndestination:/topic/a\\r\\n" + FORGED.replace(":", "\\c") + "\n\n^@",
            "SUBSCRIBE\nid:s\ndestination:/topic/secret\u2028" + FORGED.replace(":", "\\c") + "\n\n^@",
            "SEND\ndestination:/topic/demo.a\npriority:9\\n" + FORGED.replace(":", "\\c") + "\n\n^@",
            "BEGIN\ntransaction:\\r\\n" + FORGED.replace(":", "\\c") + "\n\n^@COMMIT\ntransaction:\u001b\\n\n\n^@");

    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Logger bridges = (Logger) LoggerFactory.getLogger("dev.stompbridge");

    @Test
    void everyEntryIsOneLineWhateverBrowsersSend() {
        ListAppender<ILoggingEvent> entries = new ListAppender<>();
        Level before = bridges.getLevel();
        entries.start();
        root.addAppender(entries);
        bridges.setLevel(Level.TRACE);
        try (TestBridge bridge = TestBridge.start()) {
            REQUESTS.forEach(request -> ask(bridge, request));
            FRAMES.forEach(frame -> say(bridge, "login:tester\npasscode:tester-demo\n", frame));
            say(bridge, "login:\u001b[31m\u2028" + FORGED + "\npasscode:x\n", "\n");
            say(bridge, "login:tester\npasscode:tester-demo\nclient-id:\u2028" + FORGED + "\n", "\n");
        } finally {
            bridges.setLevel(before);
            root.detachAppender(entries);
        }
        List<ILoggingEvent> logged = List.copyOf(entries.list);

        assertThat(logged).anyMatch(entry -> entry.getFormattedMessage().contains("\n" + FORGED));
        assertThat(logged).anyMatch(entry -> entry.getFormattedMessage().contains("\u2028"));
        for (LogFormat format : LogFormat.values()) {
            Encoder<ILoggingEvent> encoder = encoder(format);
            assertThat(logged).allSatisfy(entry -> checkLines(new String(encoder.encode(entry), UTF_8)));
        }
    }

    /** One line, and those of a stack trace, which are indented. */
    private static void checkLines(String text) {
        assertThat(text).endsWith("\n").doesNotContain("\r", "\u001b").doesNotStartWith(FORGED);
        assertThat(text.lines().skip(1)).allMatch(line -> line.startsWith("    "));
    }

    private static void ask(TestBridge bridge, String request) {
        try (RawClient client = RawClient.connect(bridge.port())) {
            client.send(request + "\r\nConnection: close\r\n\r\n").readToEnd();
        }
    }

    private static void say(TestBridge bridge, String connect, String frames) {
        try (StompClient client =
                StompClient.over(WsClient.over(RawClient.connect(bridge.port()), "/stomp", "v12.stomp"))) {
            client.send("CONNECT\naccept-version:1.2\nhost:test\n" + connect + "\n^@" + frames
                    + "DISCONNECT\nreceipt:end\n\n^@");
            while (client.next() != null) {
                // until the end
            }
        }
    }

    private static Encoder<ILoggingEvent> encoder(LogFormat format) {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new ch.qos.logback.classic.util.LogbackMDCAdapter());
        Logging.configure(new LogConfig(format, "trace"), context);
        return Objects.requireNonNull((ConsoleAppender<ILoggingEvent>)
                        context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("console"))
                .getEncoder();
    }
}
