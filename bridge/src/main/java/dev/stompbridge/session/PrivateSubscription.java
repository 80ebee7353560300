package dev.stompbridge.session;

import dev.stompbridge.broker.BrokerException;
import dev.stompbridge.broker.BrokerSession;
import dev.stompbridge.broker.ConsumerHandle;
import dev.stompbridge.broker.Delivery;
import dev.stompbridge.broker.MessageRef;
import dev.stompbridge.broker.Reply;
import dev.stompbridge.fanout.FrameBytes;
import dev.stompbridge.ops.Metric;
import dev.stompbridge.ops.Metrics;
import dev.stompbridge.stomp.AckMode;
import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompEncoder;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompHeaders;
import dev.stompbridge.stomp.StompVersion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A subscription with a consumer of its own. With {@code ack:auto}, messages of a queue or a durable subscription are
 * acknowledged when their bytes have left, those of a topic when the outbox has taken them; in the other modes the client
 * acknowledges. Only the session's mailbox calls it.
 */
final class PrivateSubscription {
    /**
     * What a subscription needs of its session.
     *
     * @param onEnded any thread runs it when the broker ends a subscription by itself
     */
    record Owner(
            Outbound out,
            Metrics metrics,
            StompVersion version,
            BrokerSession broker,
            Executor mailbox,
            Runnable onEnded) {}

    private record Unwritten(MessageRef message, long position) {}

    private final Owner owner;
    private final SubscribeRequest request;
    private final long number;
    private final int acknowledgeAfter;

    /** Patient and acknowledged by the bridge: handed to the outbox and not yet acknowledged. */
    private final ArrayDeque<Unwritten> unwritten = new ArrayDeque<>(0);
    /** Patient: waiting for room in the outbox; never more than the prefetch. */
    private final ArrayDeque<Delivery> backlog = new ArrayDeque<>(0);

    private @Nullable ConsumerHandle consumer;
    private @Nullable Unacknowledged unacknowledged;
    private @Nullable MessageRef last;
    private int uncounted;
    private boolean browsed;

    /** The number tells it from all others of its session, also from those that had the same id before. */
    PrivateSubscription(Owner owner, SubscribeRequest request, long number) {
        this.owner = owner;
        this.request = request;
        this.number = number;
        this.acknowledgeAfter = Math.max(1, request.options().prefetch() / 2);
    }

    void opened(ConsumerHandle opened) {
        consumer = opened;
        if (request.mode() != AckMode.AUTO) {
            unacknowledged = new Unacknowledged(opened, request.mode() == AckMode.CLIENT);
        }
    }

    String id() {
        return request.id();
    }

    long number() {
        return number;
    }

    /** Messages that it may hold unacknowledged. */
    int reserved() {
        return request.patient() ? request.options().prefetch() : 0;
    }

    /** What an acknowledgement of this message means; null if it does not wait for one. */
    Unacknowledged.@Nullable Selection select(long sequence) {
        return unacknowledged == null ? null : unacknowledged.select(sequence);
    }

    void onDelivery(Delivery delivery) {
        if (consumer != null && (!backlog.isEmpty() || !deliver(delivery))) {
            backlog.add(delivery);
        }
    }

    /** Everything that was to be browsed has been delivered. */
    void onBrowsed() {
        browsed = true;
        endBrowsing();
    }

    /** Everything up to this position has left the outbox. */
    void onWritten(long position) {
        List<MessageRef> done = new ArrayList<>(0);
        while (!unwritten.isEmpty() && unwritten.peek().position() <= position) {
            done.add(unwritten.remove().message());
        }
        if (consumer != null && !done.isEmpty()) {
            consumer.acknowledge(done, this::countFailure);
        }
        while (!backlog.isEmpty() && deliver(backlog.peek())) {
            backlog.remove();
        }
        endBrowsing();
    }

    /**
     * Ends it; what has not been acknowledged goes to somebody else. What an open transaction acknowledges is still the
     * consumer's, which therefore stays until the transaction ends.
     */
    void close(Reply reply) {
        ConsumerHandle open = consumer;
        consumer = null;
        backlog.clear();
        unwritten.clear();
        if (open == null) {
            reply.answer(null);
        } else if (unacknowledged != null && unacknowledged.isHeld()) {
            unacknowledged.whenFree(() -> open.close(lastKept(), failure -> {}));
            reply.answer(null);
        } else {
            open.close(lastKept(), reply);
        }
    }

    /** The broker looks for it among what is not acknowledged, and marks what was delivered up to it. */
    private @Nullable MessageRef lastKept() {
        return unacknowledged == null ? last : unacknowledged.last();
    }

    /** False if the message must wait for room. */
    private boolean deliver(Delivery delivery) {
        if (request.noLocal() && owner.broker().isOwn(delivery)) {
            leaveOut(delivery, true);
            return true;
        }
        StompFrame frame = owner.broker().toStomp(delivery, request.id(), ackToken(delivery), request.complete());
        if (frame == null) {
            owner.metrics().count(Metric.MESSAGES_UNDELIVERABLE);
            leaveOut(delivery, !request.patient() || request.options().browser());
            return true;
        }
        byte[] bytes = FrameBytes.ofStomp(StompEncoder.encode(frame, owner.version()));
        if (request.patient() && !owner.out().hasRoom(bytes.length)) {
            return false;
        }
        long position = owner.out().send(bytes);
        if (position > 0) {
            owner.metrics().count(Metric.DELIVERIES);
            owner.metrics().count(Metric.HEADERS_CHANGED, StompEncoder.inexpressibleHeaders(frame, owner.version()));
            last = delivery.ref();
            settle(last, position);
        }
        return true;
    }

    private @Nullable String ackToken(Delivery delivery) {
        return unacknowledged == null || owner.version() != StompVersion.V1_2
                ? null
                : AckRequest.token(number, delivery.sequence());
    }

    private void settle(MessageRef message, long position) {
        if (unacknowledged != null) {
            unacknowledged.add(message);
        } else if (request.patient()) {
            unwritten.add(new Unwritten(message, position));
        } else if (++uncounted >= acknowledgeAfter && consumer != null) {
            consumer.acknowledgeCount(message, uncounted, this::countFailure);
            uncounted = 0;
        }
    }

    /** Acknowledged, or given up: a queue keeps that in its dead-letter queue, of a topic nothing is kept. */
    private void leaveOut(Delivery delivery, boolean acknowledge) {
        List<MessageRef> message = List.of(delivery.ref());
        if (consumer == null) {
            return;
        }
        if (acknowledge) {
            consumer.acknowledge(message, this::countFailure);
        } else {
            consumer.reject(message, this::countFailure);
        }
    }

    /** ActiveMQ's mark behind the last message of a browsing subscription. */
    private void endBrowsing() {
        if (browsed && backlog.isEmpty()) {
            browsed = false;
            StompHeaders headers = StompHeaders.of(
                    "subscription",
                    request.id(),
                    "message-id",
                    "0",
                    "destination",
                    request.options().destination().toString(),
                    "browser",
                    "end");
            StompFrame frame = StompFrame.of(StompCommand.MESSAGE, headers);
            owner.out().send(FrameBytes.ofStomp(StompEncoder.encode(frame, owner.version())));
        }
    }

    private void countFailure(@Nullable BrokerException failure) {
        if (failure != null) {
            owner.metrics().count(Metric.ACKS_FAILED);
        }
    }
}
