package dev.stompbridge.fanout;

import dev.stompbridge.broker.BrokerException;
import dev.stompbridge.broker.ConsumerHandle;
import dev.stompbridge.broker.Delivery;
import dev.stompbridge.broker.Mailbox;
import dev.stompbridge.broker.Reply;
import dev.stompbridge.broker.Upstream;
import dev.stompbridge.ops.Metric;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subscription in the broker and the browsers of one identity that share it. Whatever happens to it is executed by its
 * mailbox on a hub thread, one after the other, so that its members need no lock and each of them sees all messages in
 * the same order.
 */
final class SharedTopic {
    private static final Logger LOG = LoggerFactory.getLogger(SharedTopic.class);

    private enum State {
        /** Nothing has been asked of the broker. */
        NEW,
        /** The broker has been asked and has not answered. */
        OPENING,
        OPEN,
        /** The link was lost; the broker is asked again when the hub says so. */
        AWAY,
        CLOSED
    }

    private record Joining(Member member, long paceNanos, Reply reply) {}

    private record Received(Feed from, Delivery delivery) {}

    private final Hub hub;
    private final TopicKey key;
    private final DeliveryPolicy policy;
    private final Mailbox mailbox;
    private final IoGate gate;
    /** Null if nobody gets last messages. */
    private final @Nullable Seam seam;

    private final Members members = new Members();
    private final List<Joining> joining = new ArrayList<>();
    /** Taken from the broker while the I/O threads are behind; never more than the prefetch. */
    private final ArrayDeque<Received> backlog = new ArrayDeque<>();

    private State state = State.NEW;
    /** Counts the times that something may have been missed; members know in which one they joined. */
    private int generation;

    /** Of the present subscription, so that nothing of an earlier one is taken for it. */
    private @Nullable Feed feed;

    private @Nullable ConsumerHandle consumer;
    private long count;
    private int unacknowledged;

    /** How many browsers hold it, those that are about to join included; the hub guards it. */
    int holders;
    /** When the last one left; the hub guards it. */
    long unusedSince;

    SharedTopic(Hub hub, TopicKey key, Mailbox mailbox) {
        this.hub = hub;
        this.key = key;
        this.policy = hub.policyOf(key.destination());
        this.mailbox = mailbox;
        List<TopicPattern> topics = TopicPattern.allOf(key.destination().toString());
        this.seam = policy.snapshot() && topics != null ? new Seam(key, topics, hub.snapshots()) : null;
        this.gate = new IoGate(hub.rounds(), mailbox::post, this::deliverBacklog);
    }

    TopicKey key() {
        return key;
    }

    /** Any thread. The reply comes when every later message reaches the member. */
    void join(Member member, long paceNanos, Reply reply) {
        mailbox.post(() -> joined(new Joining(member, paceNanos, reply)));
    }

    /** Any thread. Only the first of several has an effect and a reply. */
    void leave(Member member, Reply reply) {
        mailbox.post(() -> {
            if (member.end()) {
                joining.removeIf(one -> one.member() == member);
                members.remove(member);
                hub.left(this);
                reply.answer(null);
            }
        });
    }

    /** Any thread. */
    void pace(Member member, long nanos, Reply reply) {
        mailbox.post(() -> {
            member.pace(nanos, policy);
            reply.answer(null);
        });
    }

    /** Any thread: asks the broker again after a loss. */
    void retry() {
        mailbox.post(() -> {
            if (state == State.AWAY) {
                open();
            }
        });
    }

    /** Any thread: nobody holds it any more. */
    void close() {
        mailbox.post(() -> {
            state = State.CLOSED;
            backlog.clear();
            closeConsumer();
            key.upstream().release();
        });
    }

    private void joined(Joining one) {
        if (state == State.AWAY) {
            one.reply().answer(linkLost());
            return;
        }
        joining.add(one);
        if (state == State.OPEN) {
            admit();
        } else if (state == State.NEW) {
            open();
        }
    }

    /** From now on those who join get every message, behind the last ones if the policy has it so. */
    private void admit() {
        for (Joining one : joining) {
            members.add(one.member());
            one.member().begin(generation, count, policy, one.paceNanos());
            if (seam != null) {
                one.member().welcome(seam, policy.key(), hub.metrics());
            }
            one.reply().answer(null);
        }
        joining.clear();
    }

    private void open() {
        closeConsumer();
        state = State.OPENING;
        Feed next = new Feed();
        feed = next;
        try {
            consumer = hub.subscribe(key, next, failure -> mailbox.post(() -> opened(next, failure)));
        } catch (BrokerException e) {
            opened(next, e);
        }
    }

    private void opened(Feed asked, @Nullable BrokerException failure) {
        if (asked != feed || state != State.OPENING) {
            return;
        }
        if (failure == null && seam != null) {
            // What came before this subscription, and is nobody's last message yet, would be missed.
            hub.snapshots().whenCaughtUp(() -> mailbox.post(() -> ready(asked)));
            return;
        }
        if (failure == null) {
            ready(asked);
            return;
        }
        turnAway(failure);
        consumer = null;
        if (failure.kind() == BrokerException.Kind.LOST) {
            lost();
        } else {
            state = State.NEW;
            members.forEach(member -> member.onEnded().run());
        }
    }

    private void ready(Feed opened) {
        if (opened == feed && state == State.OPENING) {
            state = State.OPEN;
            members.forEach(this::tellGap);
            admit();
        }
    }

    private static BrokerException linkLost() {
        return new BrokerException(BrokerException.Kind.LOST, "the link to the broker is lost");
    }

    private void turnAway(BrokerException failure) {
        joining.forEach(one -> one.reply().answer(failure));
        joining.clear();
    }

    private void lost() {
        state = members.size() == 0 ? State.NEW : State.AWAY;
        if (state == State.AWAY) {
            hub.retryLater(this);
        }
    }

    private void interrupted() {
        if (seam != null) {
            seam.interrupted();
        }
    }

    /** Those who were there before the present subscription. */
    private void tellGap(Member member) {
        if (member.isOlderThan(generation)) {
            member.missed(generation, key.destination().toString());
            hub.metrics().count(Metric.GAPS);
        }
    }

    private void received(Feed from, Delivery delivery) {
        if (from != feed) {
            return;
        }
        backlog.add(new Received(from, delivery));
        deliverBacklog();
    }

    private void deliverBacklog() {
        while (!backlog.isEmpty() && gate.isOpen()) {
            Received next = backlog.remove();
            deliver(next.delivery());
            if (next.from() == feed) {
                acknowledge(next.delivery());
            }
        }
    }

    private void deliver(Delivery delivery) {
        EncodedMessage message = new EncodedMessage(delivery, policy.key(), hub.metrics(), null);
        if (message.isDeliverable()) {
            count++;
            if (seam != null) {
                seam.passed(delivery);
            }
            hub.metrics().count(Metric.DELIVERIES, members.deliver(message, count));
            gate.passed(message.bytes());
        } else {
            hub.metrics().count(Metric.MESSAGES_UNDELIVERABLE);
        }
    }

    /** The broker only counts. */
    private void acknowledge(Delivery delivery) {
        unacknowledged++;
        if (unacknowledged >= hub.acknowledgeAfter() && consumer != null) {
            consumer.acknowledgeCount(delivery.ref(), unacknowledged, this::acknowledged);
            unacknowledged = 0;
        }
    }

    private void acknowledged(@Nullable BrokerException failure) {
        if (failure != null) {
            hub.metrics().count(Metric.ACKS_FAILED);
        }
    }

    private void closeConsumer() {
        interrupted();
        if (feed != null) {
            key.upstream().forget(feed);
        }
        if (consumer != null) {
            consumer.close(null, failure -> {});
        }
        feed = null;
        consumer = null;
        unacknowledged = 0;
    }

    /** What the broker says of one subscription of this topic, on its own threads. */
    private final class Feed implements Upstream.Receiver {
        @Override
        public void onDelivery(Delivery delivery) {
            mailbox.post(() -> received(this, delivery));
        }

        @Override
        public void onEnded() {
            post(() -> {
                LOG.warn("The broker ended the subscription to {}; it is opened again", key.destination());
                consumer = null;
                generation++;
                open();
            });
        }

        @Override
        public void onInterrupted() {
            post(() -> {
                generation++;
                interrupted();
                members.forEach(SharedTopic.this::tellGap);
            });
        }

        @Override
        public void onLost() {
            post(() -> {
                generation++;
                closeConsumer();
                turnAway(linkLost());
                lost();
            });
        }

        private void post(Runnable task) {
            mailbox.post(() -> {
                if (this == feed) {
                    task.run();
                }
            });
        }
    }
}
