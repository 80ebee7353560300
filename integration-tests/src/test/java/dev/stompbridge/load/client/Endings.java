package dev.stompbridge.load.client;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Why connections ended that nobody here ended, or were given up, and how often. */
public final class Endings {
    /** Reasons that differ in a number only must not fill the memory. */
    private static final int MAX_REASONS = 50;

    private static final int MAX_LENGTH = 160;

    private final ConcurrentHashMap<String, Integer> reasons = new ConcurrentHashMap<>();

    void add(String when, Exception reason) {
        String text = when + ": " + reason.getMessage();
        String key = text.substring(0, Math.min(MAX_LENGTH, text.length()));
        reasons.merge(reasons.size() < MAX_REASONS ? key : "others", 1, Integer::sum);
    }

    public Map<String, Integer> reasons() {
        return new TreeMap<>(reasons);
    }
}
