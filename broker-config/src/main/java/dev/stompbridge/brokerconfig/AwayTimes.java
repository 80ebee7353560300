package dev.stompbridge.brokerconfig;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.activemq.util.SubscriptionKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that remembers how long the owners of durable subscriptions have been away. Best effort: what cannot be read
 * counts as not away, what cannot be written is logged.
 */
final class AwayTimes {

    private static final Logger LOG = LoggerFactory.getLogger(AwayTimes.class);

    private final Path file;

    AwayTimes(Path file) {
        this.file = file;
    }

    /** By the key that {@link #key} makes. */
    Map<String, Duration> read() {
        Map<String, Duration> times = new HashMap<>();
        if (!Files.exists(file)) {
            return times;
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, UTF_8)) {
            properties.load(reader);
            for (String key : properties.stringPropertyNames()) {
                times.put(key, Duration.ofMillis(Long.parseLong(properties.getProperty(key))));
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("{} is not readable: durable subscriptions expire later than they should", file, e);
        }
        return times;
    }

    void write(Map<String, Duration> times) {
        Properties properties = new Properties();
        times.forEach((key, away) -> properties.setProperty(key, Long.toString(away.toMillis())));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (Writer writer = Files.newBufferedWriter(fresh, UTF_8)) {
                properties.store(writer, "Milliseconds that the owners of durable subscriptions have been away");
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("{} is not writable: durable subscriptions may expire later than they should", file, e);
        }
    }

    /** No two subscriptions have the same. */
    static String key(SubscriptionKey subscription) {
        return URLEncoder.encode(subscription.getClientId(), UTF_8)
                + ','
                + URLEncoder.encode(subscription.getSubscriptionName(), UTF_8);
    }
}
