package dev.stompbridge.fanout;

import dev.stompbridge.broker.BrokerException;
import dev.stompbridge.broker.ConsumerHandle;
import dev.stompbridge.broker.ConsumerOptions;
import dev.stompbridge.broker.DestinationName;
import dev.stompbridge.broker.Mailbox;
import dev.stompbridge.broker.Reply;
import dev.stompbridge.broker.Upstream;
import dev.stompbridge.ops.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * All shared topics. The first browser that joins one subscribes at the broker; when the last one has left, the
 * subscription stays for a while, since pages are reloaded. Safe for use by any thread.
 */
public final class Hub {
    /**
     * How the hub behaves.
     *
     * @param linger how long a topic without members keeps its subscription
     * @param prefetch messages of one topic that are on their way to the outboxes
     * @param maxTopics that are open at the same time, those that linger included
     */
    public record Settings(Duration linger, int prefetch, int maxTopics, DeliveryPolicies policies) {}

    /** What the hub works with; the executor's tasks run the topics. */
    public record Services(Executor threads, Rounds rounds, Metrics metrics, LongSupplier nanoTime) {}

    private final Settings settings;
    private final Services services;
    private final Snapshots snapshots;
    private final Map<TopicKey, SharedTopic> topics = new ConcurrentHashMap<>();
    private final Set<SharedTopic> unused = ConcurrentHashMap.newKeySet();
    private final Set<SharedTopic> away = ConcurrentHashMap.newKeySet();

    public Hub(Settings settings, Services services, Snapshots snapshots) {
        this.settings = settings;
        this.snapshots = snapshots;
        this.services = services;
    }

    /**
     * Joins a topic; the reply comes when every later message will reach the outbox. A session of the identity must be open
     * while this is called.
     */
    public Membership join(Upstream upstream, ConsumerOptions options, Join join, Reply reply) throws BrokerException {
        TopicKey key = new TopicKey(upstream, options.destination(), options.selector());
        if (topics.size() >= settings.maxTopics() && !topics.containsKey(key)) {
            throw new BrokerException(
                    BrokerException.Kind.BUSY,
                    "the bridge has as many shared subscriptions as it may; try again later");
        }
        SharedTopic topic = topics.compute(key, (same, open) -> {
            SharedTopic held = open == null ? open(same) : open;
            held.holders++;
            return held;
        });
        Member member = new Member(join);
        topic.join(member, join.paceNanos(), reply);
        return new Membership(topic, member);
    }

    /** Topics, those that linger included. */
    public int topicCount() {
        return topics.size();
    }

    /** The timer's thread, now and then: closes what lingered long enough. */
    public void tick() {
        long now = services.nanoTime().getAsLong();
        for (SharedTopic topic : unused) {
            topics.computeIfPresent(topic.key(), (key, open) -> isOver(open, now) ? null : open);
        }
    }

    /** The timer's thread, less often: topics whose link was lost ask the broker again. */
    public void retry() {
        List<SharedTopic> lost = List.copyOf(away);
        // Before they are asked: they may be away again at once.
        away.removeAll(lost);
        lost.forEach(SharedTopic::retry);
    }

    private SharedTopic open(TopicKey key) {
        key.upstream().retain();
        return new SharedTopic(this, key, new Mailbox(services.threads()));
    }

    private boolean isOver(SharedTopic topic, long now) {
        if (topic.holders > 0) {
            unused.remove(topic);
            return false;
        }
        boolean over = now - topic.unusedSince >= settings.linger().toNanos();
        if (over) {
            unused.remove(topic);
            topic.close();
        }
        return over;
    }

    void left(SharedTopic topic) {
        topics.computeIfPresent(topic.key(), (key, open) -> {
            open.holders--;
            if (open.holders == 0) {
                open.unusedSince = services.nanoTime().getAsLong();
                unused.add(open);
            }
            return open;
        });
    }

    void retryLater(SharedTopic topic) {
        away.add(topic);
    }

    ConsumerHandle subscribe(TopicKey key, Upstream.Receiver receiver, Reply reply) throws BrokerException {
        ConsumerOptions options = ConsumerOptions.plain(key.destination(), settings.prefetch(), key.selector());
        boolean snapshot = policyOf(key.destination()).snapshot();
        return key.upstream().subscribe(snapshot ? options.retroactively() : options, receiver, reply);
    }

    DeliveryPolicy policyOf(DestinationName destination) {
        return settings.policies().of(destination.toString());
    }

    Snapshots snapshots() {
        return snapshots;
    }

    int acknowledgeAfter() {
        return Math.max(1, settings.prefetch() / 2);
    }

    Rounds rounds() {
        return services.rounds();
    }

    Metrics metrics() {
        return services.metrics();
    }
}
