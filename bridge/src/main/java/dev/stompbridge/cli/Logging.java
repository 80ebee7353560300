package dev.stompbridge.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import dev.stompbridge.config.LogConfig;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/**
 * Gives {@code log.format} and {@code log.level} to logback.xml, as properties of these names.
 *
 * <p>The file is that of the class path, or the one that {@code -Dlogback.configurationFile} names: the launcher names
 * conf/logback.xml.
 */
final class Logging {
    private Logging() {}

    static void configure(LogConfig log) {
        configure(log, (LoggerContext) LoggerFactory.getILoggerFactory());
    }

    static void configure(LogConfig log, LoggerContext context) {
        context.reset();
        context.putProperty("log.format", log.format().name().toLowerCase(Locale.ROOT));
        context.putProperty("log.level", log.level());
        try {
            new ContextInitializer(context).autoConfig();
        } catch (JoranException e) {
            throw new IllegalStateException("logback.xml cannot be read: " + e.getMessage(), e);
        }
    }
}
