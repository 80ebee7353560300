package dev.stompbridge.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Everything found wrong so far. */
final class Problems {
    private static final int LONGEST_QUOTE = 80;

    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();

    private record Problem(Source source, String key, String text) {}

    void add(Source source, String key, String text) {
        problems.add(new Problem(source, key, text));
        keys.add(key);
    }

    /** Whether the key, or what it is in or holds, is wrong already, so that what follows from it need not be said. */
    boolean concern(String key) {
        return keys.stream().anyMatch(k -> k.equals(key) || isIn(k, key) || isIn(key, k));
    }

    private static boolean isIn(String key, String section) {
        return key.startsWith(section + ".") || key.startsWith(section + "[");
    }

    List<ConfigError> sorted() {
        return problems.stream()
                .sorted(Comparator.comparing(Problem::source))
                .map(p -> new ConfigError(p.source().toString(), p.key(), p.text()))
                .toList();
    }

    /** A value inside a message. */
    static String quote(String value) {
        return "'" + printable(value) + "'";
    }

    /** Cut to a readable length, and without characters that a terminal obeys. */
    static String printable(String text) {
        String shown = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
        return shown.replaceAll("\\p{Cc}", "?");
    }
}
