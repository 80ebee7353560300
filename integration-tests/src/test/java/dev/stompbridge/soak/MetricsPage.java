package dev.stompbridge.soak;

import java.util.Map;
import java.util.TreeMap;

/** The values of a metrics page in Prometheus' text format, by their full names. */
record MetricsPage(Map<String, Long> values) {
    private static final String PREFIX = "stompbridge_";
    private static final String DISCONNECTS = "disconnects_total{reason=\"";

    static MetricsPage parse(String page) {
        Map<String, Long> values = new TreeMap<>();
        page.lines().filter(line -> line.startsWith(PREFIX)).forEach(line -> {
            int space = line.lastIndexOf(' ');
            values.put(line.substring(PREFIX.length(), space), (long) Double.parseDouble(line.substring(space + 1)));
        });
        return new MetricsPage(values);
    }

    /** By its name without the prefix that all have. */
    long value(String name) {
        Long value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("there is no metric " + name);
        }
        return value;
    }

    long disconnects(String reason) {
        return value(DISCONNECTS + reason + "\"}");
    }

    /** Reasons for which connections ended, and how many. */
    Map<String, Long> disconnects() {
        Map<String, Long> reasons = new TreeMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(DISCONNECTS) && value > 0) {
                reasons.put(name.substring(DISCONNECTS.length(), name.length() - 2), value);
            }
        });
        return reasons;
    }
}
