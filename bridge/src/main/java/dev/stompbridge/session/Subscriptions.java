package dev.stompbridge.session;

import dev.stompbridge.broker.BrokerException;
import dev.stompbridge.broker.BrokerSession;
import dev.stompbridge.broker.Delivery;
import dev.stompbridge.broker.DestinationName;
import dev.stompbridge.broker.Reply;
import dev.stompbridge.stomp.StompVersion;
import dev.stompbridge.stomp.StompViolation;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The open subscriptions of one session by their id. Only the session's mailbox calls it, unless a method says so. */
final class Subscriptions {
    private final SessionContext context;
    private final Outbound out;
    private final Executor mailbox;
    private final Runnable onEnded;
    private final Map<String, PrivateSubscription> byId = new HashMap<>(4);

    /** Whether somebody waits for bytes to leave; set before they are queued, so that no report is missed. */
    private volatile boolean interestedInWrites;

    /** Messages arrive in the mailbox; {@code onEnded} runs there when the broker ends a subscription by itself. */
    Subscriptions(SessionContext context, Outbound out, Executor mailbox, Runnable onEnded) {
        this.context = context;
        this.out = out;
        this.mailbox = mailbox;
        this.onEnded = onEnded;
    }

    int size() {
        return byId.size();
    }

    /** Any thread. */
    boolean isInterestedInWrites() {
        return interestedInWrites;
    }

    /** STOMP 1.2 "SUBSCRIBE". */
    void open(SubscribeRequest request, StompVersion version, BrokerSession broker, Reply reply)
            throws BrokerException, StompViolation {
        if (byId.containsKey(request.id())) {
            throw new StompViolation("a subscription with this id is open already");
        }
        int most = context.settings().maxSubscriptions();
        if (byId.size() >= most) {
            throw new StompViolation("not more than " + most + " subscriptions in one session");
        }
        DestinationName destination = request.destination();
        boolean queue = !destination.isTopic();
        if (queue) {
            interestedInWrites = true;
        }
        int prefetch =
                queue ? context.settings().queuePrefetch() : context.settings().topicPrefetch();
        PrivateSubscription subscription = new PrivateSubscription(
                new PrivateSubscription.Owner(out, context.metrics(), version), request.id(), queue, prefetch);
        byId.put(request.id(), subscription);
        subscription.opened(broker.subscribe(destination, prefetch, receiver(subscription), reply));
    }

    /** STOMP 1.2 "UNSUBSCRIBE"; the id is null if the frame had none. */
    void close(@Nullable String id, Reply reply) throws StompViolation {
        PrivateSubscription subscription = id == null ? null : byId.remove(id);
        if (subscription == null) {
            throw new StompViolation("no subscription with this id is open");
        }
        subscription.close(reply);
    }

    /** Closes all; each reports the last message that it delivered, and each gives a reply. */
    void closeAll(Reply reply) {
        byId.values().forEach(subscription -> subscription.close(reply));
        byId.clear();
    }

    /** Everything up to this position has left. */
    void onWritten(long position) {
        byId.values().forEach(subscription -> subscription.onWritten(position));
    }

    private BrokerSession.Receiver receiver(PrivateSubscription subscription) {
        return new BrokerSession.Receiver() {
            @Override
            public void onDelivery(Delivery delivery) {
                mailbox.execute(() -> subscription.onDelivery(delivery));
            }

            @Override
            public void onEnded() {
                mailbox.execute(onEnded);
            }
        };
    }
}
