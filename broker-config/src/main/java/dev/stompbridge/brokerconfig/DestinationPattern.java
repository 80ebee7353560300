package dev.stompbridge.brokerconfig;

import java.util.List;
import org.apache.activemq.command.ActiveMQDestination;

/**
 * The name of a destination, in which a level {@code *} stands for any one level and a last level {@code >} for any
 * number of levels, none included: {@code stock.>} covers {@code stock}, as in ActiveMQ.
 */
record DestinationPattern(boolean queue, List<String> levels) {

    private static final String QUEUE = "queue://";
    private static final String TOPIC = "topic://";
    private static final String ANY_LEVEL = "*";
    private static final String ANY_DESCENDANT = ">";
    private static final int MAX_NAME_CHARS = 1_024;

    /** Throws {@link IllegalArgumentException} with one sentence when this is no pattern. */
    static DestinationPattern parse(String text) {
        boolean queue = text.startsWith(QUEUE);
        if (!queue && !text.startsWith(TOPIC)) {
            throw new IllegalArgumentException("The destination " + text + " must begin with queue:// or topic://.");
        }
        String name = text.substring(queue ? QUEUE.length() : TOPIC.length());
        if (name.length() > MAX_NAME_CHARS || name.chars().anyMatch(DestinationPattern::isReserved)) {
            throw new IllegalArgumentException(
                    "The destination " + text + " is too long, or holds a comma, a question mark or a space.");
        }
        DestinationPattern pattern = new DestinationPattern(queue, List.of(name.split("\\.", -1)));
        if (!pattern.isWellFormed()) {
            throw new IllegalArgumentException(
                    "The destination " + text + " has an empty level, or a wildcard that is not a level of its own.");
        }
        return pattern;
    }

    /** The name of a permanent destination as a client sent it; it need not be well formed. */
    static DestinationPattern of(ActiveMQDestination destination) {
        return new DestinationPattern(destination.isQueue(), List.of(destination.getDestinationPaths()));
    }

    /** Whether some destination matches both. */
    boolean overlaps(DestinationPattern other) {
        if (queue != other.queue || !isDescendantLast() || !other.isDescendantLast()) {
            return false;
        }
        int common = Math.min(levels.size(), other.levels.size());
        for (int i = 0; i < common; i++) {
            String mine = levels.get(i);
            String theirs = other.levels.get(i);
            if (mine.equals(ANY_DESCENDANT) || theirs.equals(ANY_DESCENDANT)) {
                return true;
            }
            if (!mine.equals(theirs) && !mine.equals(ANY_LEVEL) && !theirs.equals(ANY_LEVEL)) {
                return false;
            }
        }
        return levels.size() == other.levels.size() || isDescendantAt(common) || other.isDescendantAt(common);
    }

    /** Whether every destination that matches the other matches this one. */
    boolean covers(DestinationPattern other) {
        if (queue != other.queue || !isDescendantLast() || !other.isDescendantLast()) {
            return false;
        }
        int common = Math.min(levels.size(), other.levels.size());
        for (int i = 0; i < common; i++) {
            String mine = levels.get(i);
            String theirs = other.levels.get(i);
            if (mine.equals(ANY_DESCENDANT)) {
                return true;
            }
            boolean covered = mine.equals(theirs) || (mine.equals(ANY_LEVEL) && !theirs.equals(ANY_DESCENDANT));
            if (!covered) {
                return false;
            }
        }
        return levels.size() == other.levels.size() || isDescendantAt(common);
    }

    private boolean isDescendantAt(int index) {
        return index < levels.size() && levels.get(index).equals(ANY_DESCENDANT);
    }

    private boolean isDescendantLast() {
        int first = levels.indexOf(ANY_DESCENDANT);
        return first < 0 || first == levels.size() - 1;
    }

    private boolean isWellFormed() {
        return isDescendantLast() && levels.stream().noneMatch(DestinationPattern::isMalformedLevel);
    }

    private static boolean isMalformedLevel(String level) {
        return level.isEmpty() || (level.length() > 1 && (level.contains(ANY_LEVEL) || level.contains(ANY_DESCENDANT)));
    }

    private static boolean isReserved(int c) {
        return c == ',' || c == '?' || Character.isWhitespace(c) || Character.isISOControl(c);
    }
}
