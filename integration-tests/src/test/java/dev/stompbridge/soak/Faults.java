package dev.stompbridge.soak;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What went wrong so far; any thread. */
final class Faults {
    private static final int MAX_EXAMPLES = 20;

    private final Map<Fault, Long> counts = new EnumMap<>(Fault.class);
    private final List<String> examples = new ArrayList<>();

    void add(Fault fault, String who) {
        add(fault, 1, who);
    }

    synchronized void add(Fault fault, long count, String who) {
        counts.merge(fault, count, Long::sum);
        if (examples.size() < MAX_EXAMPLES) {
            examples.add(fault.text() + ": " + who);
        }
    }

    synchronized long count(Fault fault) {
        return counts.getOrDefault(fault, 0L);
    }

    /** The first of them in words. */
    synchronized List<String> examples() {
        return List.copyOf(examples);
    }
}
