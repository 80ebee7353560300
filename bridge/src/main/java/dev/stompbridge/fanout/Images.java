package dev.stompbridge.fanout;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last message of each of many topics, bounded in bytes: those that changed longest ago are forgotten first. Safe for
 * use by any thread.
 */
final class Images {
    /** What one costs beyond its message. */
    private static final int IMAGE_OVERHEAD = 256;

    private record Entry(TopicPattern topic, Image image) {
        int cost() {
            return image.delivery().size() + IMAGE_OVERHEAD;
        }
    }

    private final long maxBytes;
    /** In the order of their last change. */
    private final Map<String, Entry> byTopic = new LinkedHashMap<>();

    private long bytes;

    Images(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Keeps it unless a later one of its topic is known. */
    synchronized void keep(Image image) {
        Entry before = byTopic.get(image.topic());
        if (before != null && before.image().sequence() > image.sequence()) {
            return;
        }
        TopicPattern topic = before == null ? TopicPattern.of(image.topic()) : before.topic();
        if (topic == null) {
            return;
        }
        if (before != null) {
            byTopic.remove(image.topic());
            bytes -= before.cost();
        }
        Entry entry = new Entry(topic, image);
        byTopic.put(image.topic(), entry);
        bytes += entry.cost();
        Iterator<Entry> oldest = byTopic.values().iterator();
        while (bytes > maxBytes && oldest.hasNext()) {
            bytes -= oldest.next().cost();
            oldest.remove();
        }
    }

    synchronized void clear() {
        byTopic.clear();
        bytes = 0;
    }

    /** Those of the topics that one of the patterns names. */
    synchronized List<Image> matching(List<TopicPattern> patterns) {
        List<Image> matching = new ArrayList<>();
        for (TopicPattern pattern : patterns) {
            String exact = pattern.exact();
            if (exact == null) {
                byTopic.values().stream()
                        .filter(entry -> pattern.covers(entry.topic()))
                        .forEach(entry -> matching.add(entry.image()));
                continue;
            }
            Entry entry = byTopic.get(exact);
            if (entry != null) {
                matching.add(entry.image());
            }
        }
        return matching;
    }

    /** All, in the order of their last change. */
    synchronized List<Image> all() {
        return byTopic.values().stream().map(Entry::image).toList();
    }
}
