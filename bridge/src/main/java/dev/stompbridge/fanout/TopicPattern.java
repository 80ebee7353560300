package dev.stompbridge.fanout;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of topics: a level {@code *} stands for any one level, {@code >} at the end for any number of further ones, none
 * included, as in ActiveMQ: {@code stock.>} has {@code stock} in it.
 *
 * @param levels at least one, without the {@code >}
 * @param open whether a {@code >} follows them
 */
record TopicPattern(List<String> levels, boolean open) {
    private static final String SUBSCRIBED_PREFIX = "/topic/";
    private static final String ANY_LEVEL = "*";
    private static final String ANY_DESCENDANT = ">";

    TopicPattern {
        levels = List.copyOf(levels);
    }

    /** Of a name without a prefix; null if it is none: an empty level, or {@code >} before the end. */
    static @Nullable TopicPattern of(String name) {
        List<String> levels = List.of(name.split("\\.", -1));
        int last = levels.size() - 1;
        boolean open = levels.get(last).equals(ANY_DESCENDANT);
        List<String> before = open ? levels.subList(0, last) : levels;
        if (before.stream().anyMatch(level -> level.isEmpty() || level.equals(ANY_DESCENDANT))) {
            return null;
        }
        // A name has one level at least, so that > alone is the same as *.>
        return new TopicPattern(before.isEmpty() ? List.of(ANY_LEVEL) : before, open);
    }

    /** What a SUBSCRIBE names, {@code /topic/stock.*} or several such with commas between; null if one is no topic. */
    static @Nullable List<TopicPattern> allOf(String subscribed) {
        List<TopicPattern> all = new ArrayList<>(1);
        for (String name : subscribed.split(",", -1)) {
            TopicPattern topics =
                    name.startsWith(SUBSCRIBED_PREFIX) ? of(name.substring(SUBSCRIBED_PREFIX.length())) : null;
            if (topics == null) {
                return null;
            }
            all.add(topics);
        }
        return all;
    }

    /** The name, if it has no wildcards. */
    @Nullable
    String exact() {
        return open || levels.contains(ANY_LEVEL) ? null : String.join(".", levels);
    }

    /** Whether every topic of the other set is in this one. */
    boolean covers(TopicPattern other) {
        int common = levels.size();
        if (common > other.levels.size() || (!open && (other.open || common < other.levels.size()))) {
            return false;
        }
        for (int i = 0; i < common; i++) {
            String level = levels.get(i);
            if (!level.equals(ANY_LEVEL) && !level.equals(other.levels.get(i))) {
                return false;
            }
        }
        return true;
    }
}
