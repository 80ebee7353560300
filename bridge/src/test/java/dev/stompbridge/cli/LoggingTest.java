package dev.stompbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.status.Status;
import dev.stompbridge.config.LogConfig;
import dev.stompbridge.config.LogFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LoggingTest {
    private static final String FORGED =
            "bad name\r\n2026-11-22T00:00:00.000Z ERROR [main] Forged: \u001B[31m \u0085 \u2028x";

    private final LoggerContext context = new LoggerContext();

    private String line(LogFormat format, String message, @Nullable Throwable failure) {
        context.setMDCAdapter(new LogbackMDCAdapter());
        Logging.configure(new LogConfig(format, "info"), context);
        Logger logger = context.getLogger("dev.stompbridge.net.Listener");
        LoggingEvent event = new LoggingEvent("", logger, Level.WARN, message, failure, null);
        event.setThreadName("io-1");
        ConsoleAppender<ILoggingEvent> console =
                (ConsoleAppender<ILoggingEvent>) appenders().get(0);
        return new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
    }

    private List<Appender<ILoggingEvent>> appenders() {
        List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
        context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders().forEachRemaining(appenders::add);
        return appenders;
    }

    @Test
    void fileIsUnderstoodWithoutAWarning() {
        line(LogFormat.TEXT, "m", null);
        assertThat(context.getStatusManager().getCopyOfStatusList())
                .noneMatch(status -> status.getLevel() > Status.INFO);
        assertThat(appenders()).hasSize(1);
    }

    @Test
    void textLineHasTimeLevelThreadAndShortLogger() {
        assertThat(line(LogFormat.TEXT, "Refused", null))
                .matches(
                        "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) WARN  \\[io-1] Listener: Refused\n");
    }

    @Test
    void textMessageCannotForgeALine() {
        assertThat(line(LogFormat.TEXT, FORGED, null))
                .endsWith(" Listener: bad name??2026-11-22T00:00:00.000Z ERROR [main] Forged: ?[31m ? ?x\n");
    }

    @Test
    void exceptionCannotForgeALine() {
        String text =
                line(LogFormat.TEXT, "Failed", new IllegalStateException(FORGED, new IllegalArgumentException(FORGED)));
        assertThat(text.lines().skip(1)).isNotEmpty().allMatch(line -> line.startsWith("    "));
        assertThat(text)
                .contains("    java.lang.IllegalStateException: bad name", "\tat dev.stompbridge.cli.LoggingTest")
                .doesNotContain("\r", "\u001B", "\u0085", "\u2028");
    }

    @Test
    void jsonLineIsOneObject() {
        String text = line(LogFormat.JSON, FORGED, new IllegalStateException(FORGED));
        assertThat(text.lines()).hasSize(1);
        JsonNode json = JsonMapper.shared().readTree(text);
        assertThat(json.get("formattedMessage").stringValue()).isEqualTo(FORGED);
        assertThat(json.get("level").stringValue()).isEqualTo("WARN");
        assertThat(json.get("threadName").stringValue()).isEqualTo("io-1");
        assertThat(json.get("loggerName").stringValue()).isEqualTo("dev.stompbridge.net.Listener");
        assertThat(json.get("throwable").get("message").stringValue()).isEqualTo(FORGED);
    }

    @Test
    void levelIsThatOfTheBridgeAloneWhileLibrariesLogAtWarn() {
        Logging.configure(new LogConfig(LogFormat.TEXT, "debug"), context);
        assertThat(context.getLogger("dev.stompbridge.Bridge").getEffectiveLevel())
                .isEqualTo(Level.DEBUG);
        assertThat(context.getLogger("org.apache.activemq.broker").getEffectiveLevel())
                .isEqualTo(Level.WARN);
        assertThat(context.getLogger("org.apache.mina.core").getEffectiveLevel())
                .isEqualTo(Level.WARN);
    }
}
