package dev.stompbridge.fanout;

import dev.stompbridge.broker.Delivery;
import dev.stompbridge.broker.Selector;
import dev.stompbridge.broker.Upstream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the last messages end and the stream begins, for those who join one topic. Two subscriptions of the broker see the
 * same messages, the topic's own and the one that keeps the images; whichever is ahead, a joiner gets the later of both
 * images, and of the stream only what is later than that. The topic's thread owns it.
 */
final class Seam {
    private final List<TopicPattern> topics;
    private final TopicKey key;
    private final Snapshots snapshots;
    /** What the topic itself has seen. */
    private final Images seen;

    Seam(TopicKey key, List<TopicPattern> topics, Snapshots snapshots) {
        this.key = key;
        this.topics = topics;
        this.snapshots = snapshots;
        this.seen = new Images(snapshots.maxBytes());
    }

    /** The topic hands this message to its members. */
    void passed(Delivery delivery) {
        seen.keep(Image.of(delivery, snapshots.epochMillis()));
    }

    /** The subscription was interrupted: the broker may number its messages anew. */
    void interrupted() {
        List<Image> old = seen.all();
        seen.clear();
        old.forEach(image -> seen.keep(Image.restored(image.delivery(), image.receivedAt())));
    }

    /**
     * The images that a joiner gets now. Into {@code ahead} goes for each topic the number of the image that the topic itself
     * has not seen yet.
     */
    List<Image> imagesNow(Map<String, Long> ahead) {
        Map<String, Image> latest = new HashMap<>();
        seen.matching(topics).forEach(image -> latest.put(image.topic(), image));
        for (Image kept : snapshots.images().matching(topics)) {
            Image own = latest.get(kept.topic());
            if ((own == null || kept.sequence() > own.sequence()) && isFor(kept)) {
                latest.put(kept.topic(), kept);
                ahead.put(kept.topic(), kept.sequence());
            }
        }
        long now = snapshots.epochMillis();
        return latest.values().stream()
                .filter(image -> !image.delivery().isExpired(now))
                .toList();
    }

    /** What the topic's own subscription would have got as well. */
    private boolean isFor(Image image) {
        Upstream upstream = key.upstream();
        return upstream.mayRead(image.topic()) && matches(key.selector(), image.delivery());
    }

    private static boolean matches(@Nullable String selector, Delivery delivery) {
        return selector == null || Selector.matches(selector, delivery);
    }
}
