package dev.stompbridge.session;

import dev.stompbridge.broker.BrokerSession;
import dev.stompbridge.broker.Delivery;
import dev.stompbridge.broker.MessageMapping;
import dev.stompbridge.broker.NoTemporaryNames;
import dev.stompbridge.broker.Reply;
import dev.stompbridge.fanout.FrameBytes;
import dev.stompbridge.ops.Metric;
import dev.stompbridge.ops.Metrics;
import dev.stompbridge.stomp.StompEncoder;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompVersion;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A subscription with a consumer of its own. Messages of a queue are acknowledged when their bytes have left, those of a
 * topic when the outbox has taken them. Only the session's mailbox calls it.
 */
final class PrivateSubscription {
    /** What a subscription needs of its session. */
    record Owner(Outbound out, Metrics metrics, StompVersion version) {}

    private record Unwritten(Delivery delivery, long position) {}

    private final Owner owner;
    private final MessageMapping.Form form;
    private final boolean queue;
    private final int acknowledgeAfter;

    /** Of a queue: handed to the outbox and not yet acknowledged. */
    private final ArrayDeque<Unwritten> unwritten = new ArrayDeque<>(0);
    /** Of a queue: waiting for room in the outbox; never more than the prefetch. */
    private final ArrayDeque<Delivery> backlog = new ArrayDeque<>(0);

    private BrokerSession.@Nullable Subscription consumer;
    private @Nullable Delivery last;
    private int unacknowledged;

    PrivateSubscription(Owner owner, String id, boolean queue, int prefetch) {
        this.owner = owner;
        this.form = new MessageMapping.Form(id, null, false, NoTemporaryNames.INSTANCE);
        this.queue = queue;
        this.acknowledgeAfter = Math.max(1, prefetch / 2);
    }

    void opened(BrokerSession.Subscription opened) {
        consumer = opened;
    }

    void onDelivery(Delivery delivery) {
        if (consumer == null) {
            return;
        }
        if (!backlog.isEmpty() || !deliver(delivery)) {
            backlog.add(delivery);
        }
    }

    /** Everything up to this position has left the outbox. */
    void onWritten(long position) {
        Delivery done = null;
        int count = 0;
        while (!unwritten.isEmpty() && unwritten.peek().position() <= position) {
            done = unwritten.remove().delivery();
            count++;
        }
        if (done != null) {
            acknowledge(done, count);
        }
        while (!backlog.isEmpty() && deliver(backlog.peek())) {
            backlog.remove();
        }
    }

    /** Ends it in the broker; what has not been acknowledged goes to somebody else. */
    void close(Reply reply) {
        BrokerSession.Subscription open = consumer;
        consumer = null;
        backlog.clear();
        unwritten.clear();
        if (open != null) {
            open.close(last, reply);
        } else {
            reply.answer(null);
        }
    }

    /** False if a message of a queue must wait for room. */
    private boolean deliver(Delivery delivery) {
        StompFrame frame = MessageMapping.toStomp(delivery, form);
        if (frame == null) {
            leaveOut(delivery);
            return true;
        }
        byte[] bytes = FrameBytes.ofStomp(StompEncoder.encode(frame, owner.version()));
        if (queue && !owner.out().hasRoom(bytes.length)) {
            return false;
        }
        long position = owner.out().send(bytes);
        if (position > 0) {
            last = delivery;
            owner.metrics().count(Metric.DELIVERIES);
            owner.metrics().count(Metric.HEADERS_CHANGED, StompEncoder.inexpressibleHeaders(frame, owner.version()));
            settle(delivery, position);
        }
        return true;
    }

    private void settle(Delivery delivery, long position) {
        if (queue) {
            unwritten.add(new Unwritten(delivery, position));
        } else if (++unacknowledged >= acknowledgeAfter) {
            acknowledge(delivery, unacknowledged);
            unacknowledged = 0;
        }
    }

    /** A queue keeps what cannot be delivered in its dead-letter queue; of a topic nothing is kept. */
    private void leaveOut(Delivery delivery) {
        owner.metrics().count(Metric.MESSAGES_UNDELIVERABLE);
        BrokerSession.Subscription open = consumer;
        if (queue && open != null) {
            open.reject(delivery, this::countFailure);
        } else {
            settle(delivery, 0);
        }
    }

    private void acknowledge(Delivery upTo, int count) {
        BrokerSession.Subscription open = consumer;
        if (open != null) {
            open.acknowledge(upTo, count, this::countFailure);
        }
    }

    private void countFailure(dev.stompbridge.broker.@Nullable BrokerException failure) {
        if (failure != null) {
            owner.metrics().count(Metric.ACKS_FAILED);
        }
    }
}
