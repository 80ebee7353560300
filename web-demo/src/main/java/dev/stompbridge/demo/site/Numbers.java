package dev.stompbridge.demo.site;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the bridge's own numbers to {@code topic://site.numbers} once a second. The thread {@code site-numbers} owns all
 * of it.
 */
final class Numbers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Numbers.class);
    private static final String TOPIC = "site.numbers";
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Bytes of HTTP headers, of request and response together, that the book counts for one update by polling. */
    private static final long POLLED_HEADER_BYTES = 871;

    private final MetricsPage page;
    private final Clock clock;
    private final Worker worker;

    /** What is counted from the start of the bridge on, at one moment. */
    record Sample(long nanos, Map<String, Double> values) {
        long value(String name) {
            return Math.round(values.getOrDefault("stompbridge_" + name, 0.0));
        }
    }

    private Numbers(SiteBroker broker, URI metrics, Clock clock) {
        this.page = new MetricsPage(metrics);
        this.clock = clock;
        this.worker = Worker.start("site-numbers", broker, this::publish);
    }

    static Numbers start(SiteBroker broker, URI metrics) {
        return new Numbers(broker, metrics, Clock.systemUTC());
    }

    @Override
    public void close() {
        worker.close();
    }

    private void publish(Session session) throws JMSException, InterruptedException {
        MessageProducer producer = session.createProducer(session.createTopic(TOPIC));
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        Sample before = null;
        while (true) {
            try {
                Sample now = new Sample(System.nanoTime(), page.read());
                String time = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
                producer.send(session.createTextMessage(json(before == null ? now : before, now, time)));
                before = now;
            } catch (IOException e) {
                LOG.debug("The metrics could not be read", e);
            }
            TimeUnit.NANOSECONDS.sleep(INTERVAL_NANOS);
        }
    }

    /**
     * What has been saved is what polling would have cost in headers for as many updates as were delivered, less every byte that
     * the bridge has written, bodies included: the bridge does not count what of it is bodies, so less is claimed than is
     * true. It is never below 0.
     */
    static String json(Sample before, Sample now, String time) {
        long messages = now.value("deliveries_total");
        long bytesOut = now.value("bytes_written_total");
        double seconds = (now.nanos() - before.nanos()) / 1e9;
        long perSecond = seconds <= 0 ? 0 : Math.round((messages - before.value("deliveries_total")) / seconds);
        return "{\"browsers\":" + now.value("websockets")
                + ",\"messagesPerSecond\":" + Math.max(0, perSecond)
                + ",\"messages\":" + messages
                + ",\"bytesOut\":" + bytesOut
                + ",\"bytesSaved\":" + Math.max(0, messages * POLLED_HEADER_BYTES - bytesOut)
                + ",\"brokerSubscriptions\":" + now.value("broker_subscriptions")
                + ",\"time\":\"" + time + "\"}";
    }
}
