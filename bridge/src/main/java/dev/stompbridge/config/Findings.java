package dev.stompbridge.config;

import java.util.List;
import java.util.Map;

/** Where rules between keys report what is wrong; what follows only from a key that is wrong by itself is left out. */
record Findings(Map<String, Source> sources, Problems problems) {
    /** The line shown is that of the key or, if it was not set, of the first of the others that was. */
    void add(String key, String problem, String... others) {
        if (problems.concern(key) || List.of(others).stream().anyMatch(problems::concern)) {
            return;
        }
        Source source = sources.get(key);
        for (String other : others) {
            source = source == null ? sources.get(other) : source;
        }
        problems.add(source == null ? Source.unset() : source, key, problem);
    }
}
