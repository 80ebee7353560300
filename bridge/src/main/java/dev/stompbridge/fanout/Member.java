package dev.stompbridge.fanout;

import dev.stompbridge.ops.Metrics;
import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompEncoder;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompHeaders;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One browser's subscription to a shared topic. The topic's thread owns it. */
final class Member {
    private final byte[] head;
    private final Variant variant;
    private final Outbox outbox;
    private final boolean tellsGaps;
    private final Runnable onEnded;
    private @Nullable Lane lane;
    /** Messages that the topic had seen before, less the images that it got. */
    private long before;
    /** By topic, the numbers of images that the topic itself had not seen; null if there are none. */
    private @Nullable Map<String, Long> ahead;
    /** The topic's generation of which it has missed nothing. */
    private int generation;

    private boolean ended;

    /** Its place among the topic's members, negative when it has left. */
    int place = -1;

    Member(Join join) {
        this.head = StompEncoder.encodeSubscription(
                join.subscription(), join.variant().version());
        this.variant = join.variant();
        this.outbox = join.outbox();
        this.tellsGaps = join.tellsGaps();
        this.onEnded = join.onEnded();
    }

    /** What to run when the broker does not allow the subscription any more. */
    Runnable onEnded() {
        return onEnded;
    }

    /** From now on it gets what comes, after so many messages. */
    void begin(int topicGeneration, long messagesBefore, DeliveryPolicy policy, long paceNanos) {
        generation = topicGeneration;
        before = messagesBefore;
        if (policy.kind() != DeliveryPolicy.Kind.DISCONNECT || paceNanos > 0) {
            openLane(policy, paceNanos);
        }
    }

    /** Gets the last message of each destination, and from now on nothing that is not later. */
    void welcome(Seam seam, ConflationKey key, Metrics metrics) {
        Map<String, Long> imagesAhead = new HashMap<>();
        int images = 0;
        for (Image image : seam.imagesNow(imagesAhead)) {
            EncodedMessage message = image.encoded(key, metrics);
            if (message.isDeliverable()) {
                images++;
                welcome(message, images);
            }
        }
        before -= images;
        ahead = imagesAhead.isEmpty() ? null : imagesAhead;
    }

    private void welcome(EncodedMessage message, int number) {
        FrameTail tail = message.tail(variant);
        if (lane == null) {
            outbox.offerImage(head, tail);
        } else {
            outbox.offerImage(lane.headOf(number), tail);
            outbox.served(lane, message.key());
        }
    }

    /** Whether it had this message, or a later one of its topic, as the last one when it joined. */
    private boolean hadAlready(EncodedMessage message) {
        if (ahead == null) {
            return false;
        }
        Long image = ahead.get(message.topic());
        if (image == null) {
            return false;
        }
        boolean had = message.sequence() <= image;
        if (!had || message.sequence() == image) {
            ahead.remove(message.topic());
        }
        return had;
    }

    /** Whether the message went to the outbox itself, so that it is delivered now. */
    boolean deliver(EncodedMessage message, long number) {
        if (ahead != null && hadAlready(message)) {
            before++;
            return false;
        }
        FrameTail tail = message.tail(variant);
        if (lane == null) {
            return outbox.offer(head, tail) > 0;
        }
        outbox.offer(lane, new SharedMessage(tail, message.key(), number - before));
        return false;
    }

    boolean isOlderThan(int topicGeneration) {
        return generation < topicGeneration;
    }

    /** It may have missed messages up to this generation, and is told if it wants to know. */
    void missed(int upTo, String destination) {
        generation = upTo;
        if (tellsGaps) {
            StompFrame gap = StompFrame.of(
                    StompCommand.MESSAGE,
                    StompHeaders.of("message-id", "0", "destination", destination, "x-gap", "true"));
            outbox.offer(head, FrameTail.ofStomp(StompEncoder.encodeTail(gap, variant.version())));
        }
    }

    /** Changes its pace, 0 for none. */
    void pace(long nanos, DeliveryPolicy policy) {
        if (lane != null) {
            outbox.pace(lane, nanos);
        } else if (nanos > 0) {
            openLane(policy, nanos);
        }
    }

    /** It gets nothing more. False if it had ended already. */
    boolean end() {
        boolean first = !ended;
        ended = true;
        if (first && lane != null) {
            outbox.close(lane);
        }
        return first;
    }

    private void openLane(DeliveryPolicy policy, long paceNanos) {
        boolean conflates = policy.kind() != DeliveryPolicy.Kind.DROP_OLDEST;
        Lane.Bounds bounds =
                new Lane.Bounds(conflates, policy.maxBytes(), policy.maxAge().toNanos());
        lane = new Lane(head, bounds, paceNanos);
        outbox.open(lane);
    }
}
