package dev.stompbridge.fanout;

import dev.stompbridge.broker.Reply;

/** A browser's hold on a shared topic. Safe for use by any thread. */
public final class Membership {
    private final SharedTopic topic;
    private final Member member;

    Membership(SharedTopic topic, Member member) {
        this.topic = topic;
        this.member = member;
    }

    /** From now on at most one message of each key in so many nanoseconds, 0 for all. */
    public void pace(long nanos, Reply reply) {
        topic.pace(member, nanos, reply);
    }

    /** Ends it; nothing of it reaches the outbox after the reply. Later calls do nothing and have no reply. */
    public void leave(Reply reply) {
        topic.leave(member, reply);
    }
}
