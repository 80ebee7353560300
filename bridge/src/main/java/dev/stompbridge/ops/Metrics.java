package dev.stompbridge.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** The counts and gauges of one bridge, and the page that Prometheus reads. Safe for use by any thread. */
public final class Metrics {
    private static final String PREFIX = "stompbridge_";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Metric, Counter> counters = new EnumMap<>(Metric.class);

    public Metrics() {
        for (Metric metric : Metric.values()) {
            if (metric.kind() == Metric.Kind.COUNTER) {
                counters.put(metric, builder(metric).register(registry));
            }
        }
    }

    public void count(Metric metric) {
        count(metric, 1);
    }

    /** Adds an amount, not negative. */
    public void count(Metric metric, long amount) {
        counter(metric).increment((double) amount);
    }

    public long value(Metric metric) {
        return (long) counter(metric).count();
    }

    /** One counter for each constant of an enum, told apart by a tag; run it to add one. */
    public <E extends Enum<E>> Map<E, Runnable> tagged(Metric metric, String tag, Class<E> values) {
        Map<E, Runnable> increments = new EnumMap<>(values);
        for (E value : values.getEnumConstants()) {
            Counter counter = builder(metric)
                    .tag(tag, value.name().toLowerCase(Locale.ROOT))
                    .register(registry);
            increments.put(value, counter::increment);
        }
        return increments;
    }

    /** A value that is read when the page is asked for; the supplier must be fast and must not block. */
    public void gauge(Metric metric, Supplier<Number> value) {
        Gauge.builder(PREFIX + metric.id(), value).description(metric.help()).register(registry);
    }

    /** The page in Prometheus' text format. */
    public String page() {
        return registry.scrape();
    }

    private static Counter.Builder builder(Metric metric) {
        return Counter.builder(PREFIX + metric.id()).description(metric.help());
    }

    private Counter counter(Metric metric) {
        Counter counter = counters.get(metric);
        if (counter == null) {
            throw new IllegalArgumentException(metric + " is not a plain counter");
        }
        return counter;
    }
}
