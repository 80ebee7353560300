package dev.stompbridge.fanout;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which policy a subscription has: that of the first entry whose pattern covers everything the subscription can match, so
 * that one subscription never has two. Immutable, any thread.
 */
public final class DeliveryPolicies {
    private static final String PATTERN_PREFIX = "topic://";
    private static final String SUBSCRIBED_PREFIX = "/topic/";

    /**
     * A policy and the topics that have it.
     *
     * @param pattern {@code topic://stock.>}
     */
    public record Entry(String pattern, DeliveryPolicy policy) {}

    private record Compiled(TopicPattern topics, Entry entry) {
        boolean coversAll(List<TopicPattern> subscribed) {
            return subscribed.stream().allMatch(topics::covers);
        }
    }

    /** In the order of the configuration: the first that fits counts. */
    private final List<Compiled> entries;

    /** Throws {@link IllegalArgumentException} if the pattern of an entry is none of topics. */
    public DeliveryPolicies(List<Entry> entries) {
        this.entries = entries.stream()
                .map(entry -> new Compiled(topics(entry.pattern()), entry))
                .toList();
    }

    private static TopicPattern topics(String pattern) {
        TopicPattern topics = pattern(pattern, PATTERN_PREFIX);
        if (topics == null) {
            throw new IllegalArgumentException(pattern + " is no pattern of topics.");
        }
        return topics;
    }

    private static @Nullable TopicPattern pattern(String text, String prefix) {
        return text.startsWith(prefix) ? TopicPattern.of(text.substring(prefix.length())) : null;
    }

    /**
     * The policy of a subscription.
     *
     * @param subscribed what SUBSCRIBE names: {@code /topic/stock.*}, or several names with commas between. Whatever has
     *     a name that is not of a topic has the default.
     */
    public DeliveryPolicy of(String subscribed) {
        List<TopicPattern> names = TopicPattern.allOf(subscribed);
        if (names == null) {
            return DeliveryPolicy.DEFAULT;
        }
        for (Compiled compiled : entries) {
            if (compiled.coversAll(names)) {
                return compiled.entry().policy();
            }
        }
        return DeliveryPolicy.DEFAULT;
    }

    /** The topics whose last messages are kept, as a SUBSCRIBE would name them: {@code /topic/stock.>}. */
    public List<String> snapshots() {
        return entries.stream()
                .map(Compiled::entry)
                .filter(entry -> entry.policy().snapshot())
                .map(entry -> SUBSCRIBED_PREFIX + entry.pattern().substring(PATTERN_PREFIX.length()))
                .toList();
    }
}
