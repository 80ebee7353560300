package dev.stompbridge.sharing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the names and patterns of topics mean, written down a second time, without the bridge's own classes. */
final class Names {
    private static final List<String> LEVELS = List.of("a", "b", "c", "end", "other");
    private static final int MAX_LEVELS = 4;
    private static final List<String> ALL = all();

    private Names() {}

    /** {@code *} is one level; {@code >} at the end is any number of levels, none included, but a name has one. */
    static boolean matches(String pattern, String name) {
        String levels = pattern.equals(">") ? "*.>" : pattern;
        boolean open = levels.endsWith(".>");
        String closed = open ? levels.substring(0, levels.length() - 2) : levels;
        String regex = Stream.of(closed.split("\\.", -1))
                .map(level -> level.equals("*") ? "[^.]+" : Pattern.quote(level))
                .reduce((left, right) -> left + "\\." + right)
                .orElseThrow();
        return name.matches(open ? regex + "(\\..+)?" : regex);
    }

    /** Whether some name of the levels a, b, c, end and one other matches both: the patterns must have no further levels. */
    static boolean overlap(String one, String other) {
        return ALL.stream().anyMatch(name -> matches(one, name) && matches(other, name));
    }

    static boolean isPattern(String name) {
        return name.contains("*") || name.contains(">");
    }

    private static List<String> all() {
        List<String> all = new ArrayList<>(LEVELS);
        List<String> longest = LEVELS;
        for (int i = 1; i < MAX_LEVELS; i++) {
            longest = longest.stream()
                    .flatMap(name -> LEVELS.stream().map(level -> name + "." + level))
                    .toList();
            all.addAll(longest);
        }
        return List.copyOf(all);
    }
}
