package dev.stompbridge.contract;

import java.util.List;

/**
 * The destinations that a contract is for: in {@code topic://stock.>} or {@code queue://orders.*} a level {@code *} stands
 * for any one level, a last level {@code >} for any number of further ones, none included, as in ActiveMQ.
 *
 * <p>It meets names to send to, which have no wildcards; comparing two patterns is the business of others.
 *
 * @param prefix with which browsers write the names of this kind
 * @param levels without the {@code >}
 * @param open whether a {@code >} follows them
 */
record DestinationPattern(String prefix, List<String> levels, boolean open) {
    private static final String ANY_LEVEL = "*";
    private static final String ANY_DESCENDANT = ">";
    private static final int MAX_PATTERN_CHARACTERS = 1_024;

    DestinationPattern {
        levels = List.copyOf(levels);
    }

    /** Throws {@link IllegalArgumentException} with one sentence when this is no pattern. */
    static DestinationPattern parse(String text) {
        boolean topic = text.startsWith("topic://");
        if (!topic && !text.startsWith("queue://")) {
            throw new IllegalArgumentException("destination: must begin with topic:// or queue://");
        }
        String name = text.substring("topic://".length());
        boolean foreign = name.contains("://") || name.chars().anyMatch(DestinationPattern::isReserved);
        if (foreign || name.length() > MAX_PATTERN_CHARACTERS) {
            throw new IllegalArgumentException(
                    "destination: is too long, or holds a comma, a question mark, a space or ://");
        }
        List<String> levels = List.of(name.split("\\.", -1));
        int last = levels.size() - 1;
        boolean open = levels.get(last).equals(ANY_DESCENDANT);
        List<String> before = open ? levels.subList(0, last) : levels;
        if (before.stream().anyMatch(DestinationPattern::isMalformed)) {
            throw new IllegalArgumentException(
                    "destination: has * only as a whole part, > only as the last one, and no empty part");
        }
        return new DestinationPattern(topic ? "/topic/" : "/queue/", before, open);
    }

    /** Whether the name, as browsers write it, is one of these destinations; a temporary one never is. */
    boolean covers(String name) {
        if (!name.startsWith(prefix)) {
            return false;
        }
        String[] named = name.substring(prefix.length()).split("\\.", -1);
        int common = levels.size();
        if (common > named.length || (!open && common < named.length)) {
            return false;
        }
        for (int i = 0; i < common; i++) {
            String level = levels.get(i);
            if (!level.equals(ANY_LEVEL) && !level.equals(named[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMalformed(String level) {
        boolean wildcard = level.contains(ANY_LEVEL) || level.contains(ANY_DESCENDANT);
        return level.isEmpty() || (wildcard && !level.equals(ANY_LEVEL));
    }

    private static boolean isReserved(int c) {
        return c == ',' || c == '?' || Character.isWhitespace(c) || Character.isISOControl(c);
    }
}
