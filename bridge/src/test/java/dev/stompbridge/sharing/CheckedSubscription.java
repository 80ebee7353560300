package dev.stompbridge.sharing;

import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompHeaders;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one subscription may get next. Any thread may ask what it has got.
 *
 * @see #check
 */
final class CheckedSubscription {
    /** How a subscription gets its messages. */
    enum Kind {
        /** Shared, and nothing is left out. */
        WHOLE,
        /** Its own, acknowledged up to a message. */
        ACKNOWLEDGED,
        /** A queue's, acknowledged one by one. */
        QUEUE,
        /** Shared; the latest of each topic. */
        CONFLATED,
        /** Shared; the oldest are left out. */
        DROPPING;

        boolean maySkip() {
            return this == CONFLATED || this == DROPPING;
        }
    }

    /**
     * What SUBSCRIBE says of it.
     *
     * @param names the destination, or several with commas
     * @param half the one that its selector wants, empty for both
     */
    record Wish(Kind kind, String names, String half) {
        boolean matches(Article article) {
            return matchesHalf(article) && matchesName(article);
        }

        private boolean matchesHalf(Article article) {
            return half.isEmpty() || half.equals(article.half());
        }

        private boolean matchesName(Article article) {
            return Arrays.stream(names.split(",", -1)).anyMatch(name -> Names.matches(name, article.destination()));
        }

        boolean mustArrive(Article article) {
            return (kind == Kind.WHOLE || kind == Kind.ACKNOWLEDGED) && matches(article);
        }
    }

    private final String id;
    private final Wish wish;
    private final Map<String, Integer> last = new HashMap<>();
    private long received;
    private long skipped;
    private long highest;

    CheckedSubscription(String id, Wish wish) {
        this.id = id;
        this.wish = wish;
    }

    String id() {
        return id;
    }

    Wish wish() {
        return wish;
    }

    synchronized long received() {
        return received;
    }

    synchronized long skipped() {
        return skipped;
    }

    synchronized long highest() {
        return highest;
    }

    synchronized int last(String destination) {
        return last.getOrDefault(destination, 0);
    }

    /** What is wrong with it as the next message, null if nothing is. */
    synchronized @Nullable String check(Article article, StompFrame message) {
        received++;
        Integer known = last.put(article.destination(), article.number());
        if (!wish.matchesHalf(article) || (known == null && !wish.matchesName(article))) {
            return "it does not match";
        }
        int before = known == null ? 0 : known;
        if (wish.kind() == Kind.QUEUE) {
            return null;
        }
        if (wish.kind().maySkip()) {
            return article.number() > before ? checkSequence(message.headers()) : "it comes after number " + before;
        }
        int step = wish.half().isEmpty() ? 1 : 2;
        if (before > 0 && article.number() != before + step) {
            return "it comes after number " + before;
        }
        return message.headers().get("x-seq") == null ? null : "it has an x-seq";
    }

    /** Conflated messages of several topics leave in the order of their topics; each topic's in their own. */
    private @Nullable String checkSequence(StompHeaders headers) {
        String sequence = headers.get("x-seq");
        String left = headers.get("x-skipped");
        if (sequence == null) {
            return "it has no x-seq";
        }
        long number = Long.parseLong(sequence);
        if (number <= highest && (wish.kind() == Kind.DROPPING || !Names.isPattern(wish.names()))) {
            return "x-seq " + number + " comes after " + highest;
        }
        highest = Math.max(highest, number);
        skipped += left == null ? 0 : Long.parseLong(left);
        return received + skipped > highest && !Names.isPattern(wish.names())
                ? "x-seq " + number + " is too low for " + received + " received and " + skipped + " skipped"
                : null;
    }
}
