package dev.stompbridge.ops;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;

/** What must be true for the bridge to serve. Safe for use by any thread; checks must be fast and must not block. */
public final class Health {
    private final Map<String, BooleanSupplier> checks = new ConcurrentSkipListMap<>();

    public void add(String name, BooleanSupplier check) {
        checks.put(name, check);
    }

    /** False before the first check is known: the bridge is still starting. */
    public boolean isReady() {
        return !checks.isEmpty() && checks.values().stream().allMatch(BooleanSupplier::getAsBoolean);
    }

    /** One line per check. */
    public String text() {
        StringBuilder text = new StringBuilder();
        checks.forEach((name, check) -> text.append(name)
                .append(": ")
                .append(check.getAsBoolean() ? "ok" : "failing")
                .append('\n'));
        return text.toString();
    }
}
