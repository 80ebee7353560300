package dev.stompbridge.security;

import java.util.concurrent.ConcurrentHashMap;

/** How many there are of each key; a key with none takes no memory. Safe for use by any thread. */
final class Counts<K> {

    private final ConcurrentHashMap<K, Integer> counts = new ConcurrentHashMap<>();

    /** 0: no bound. */
    private final int bound;

    Counts(int bound) {
        this.bound = bound;
    }

    /** Counts one more, unless the bound is reached. */
    boolean add(K key) {
        boolean[] added = new boolean[1];
        counts.compute(key, (same, count) -> {
            int before = count == null ? 0 : count;
            added[0] = bound == 0 || before < bound;
            return added[0] ? Integer.valueOf(before + 1) : count;
        });
        return added[0];
    }

    /** Takes back what {@link #add} counted. */
    void remove(K key) {
        counts.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
    }

    /** How many there are of it now. */
    int of(K key) {
        return counts.getOrDefault(key, 0);
    }

    /** The number of keys. */
    int keys() {
        return counts.size();
    }
}
