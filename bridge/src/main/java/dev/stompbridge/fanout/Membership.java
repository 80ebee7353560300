package dev.stompbridge.fanout;

import dev.stompbridge.broker.Reply;
import java.util.concurrent.atomic.AtomicBoolean;

/** A browser's hold on a shared topic. Safe for use by any thread. */
public final class Membership {
    private final Hub hub;
    private final SharedTopic topic;
    private final Member member;
    private final AtomicBoolean left = new AtomicBoolean();

    Membership(Hub hub, SharedTopic topic, Member member) {
        this.hub = hub;
        this.topic = topic;
        this.member = member;
    }

    /** From now on at most one message of each key in so many nanoseconds, 0 for all. */
    public void pace(long nanos, Reply reply) {
        topic.pace(member, nanos, reply);
    }

    /** Ends it; nothing of it reaches the outbox after the reply. Later calls do nothing and have no reply. */
    public void leave(Reply reply) {
        if (left.compareAndSet(false, true)) {
            topic.leave(member, reply);
            hub.left(topic);
        }
    }
}
