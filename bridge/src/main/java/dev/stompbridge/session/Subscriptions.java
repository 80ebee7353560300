package dev.stompbridge.session;

import static java.util.Collections.emptyMap;

import dev.stompbridge.broker.BrokerException;
import dev.stompbridge.broker.BrokerSession;
import dev.stompbridge.broker.Delivery;
import dev.stompbridge.broker.Reply;
import dev.stompbridge.fanout.Hub;
import dev.stompbridge.fanout.Join;
import dev.stompbridge.fanout.MaxRate;
import dev.stompbridge.fanout.Membership;
import dev.stompbridge.fanout.Variant;
import dev.stompbridge.stomp.StompViolation;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The open subscriptions of one session by their id. Only the session's mailbox calls it, unless a method says so. */
final class Subscriptions {
    private final SessionContext.Settings settings;
    private final Hub hub;
    private final PrivateSubscription.Owner owner;
    private final Map<String, Membership> shared = new HashMap<>(2);
    /** Private ones; most sessions have none. */
    private Map<String, PrivateSubscription> byId = emptyMap();

    private Map<Long, PrivateSubscription> byNumber = emptyMap();
    private long numbers;

    /** Whether somebody waits for bytes to leave; set before they are queued, so that no report is missed. */
    private volatile boolean interestedInWrites;

    Subscriptions(SessionContext context, PrivateSubscription.Owner owner) {
        this.settings = context.settings();
        this.hub = context.hub();
        this.owner = owner;
    }

    /** Whether some have a consumer of their own, which the end of a link takes with it. */
    boolean hasPrivate() {
        return !byId.isEmpty();
    }

    /** Any thread. */
    boolean isInterestedInWrites() {
        return interestedInWrites;
    }

    /** STOMP 1.2 "SUBSCRIBE". */
    void open(SubscribeRequest request, Reply reply) throws StompViolation, BrokerException {
        if (byId.containsKey(request.id()) || shared.containsKey(request.id())) {
            throw new StompViolation("a subscription with this id is open already");
        }
        int most = settings.maxSubscriptions();
        if (byId.size() + shared.size() >= most) {
            throw new StompViolation("not more than " + most + " subscriptions in one session");
        }
        if (request.isShared()) {
            join(request, reply);
        } else {
            subscribe(request, reply);
        }
    }

    private void join(SubscribeRequest request, Reply reply) throws BrokerException {
        SubscribeRequest.Wishes wishes = request.wishes();
        Join join = new Join(
                request.id(),
                Variant.of(owner.version(), wishes.complete()),
                owner.out().outbox(),
                wishes.pace() == null ? 0 : wishes.pace().intervalNanos(),
                wishes.tellsGaps(),
                owner.onEnded());
        shared.put(request.id(), hub.join(owner.broker().upstream(), request.options(), join, reply));
    }

    private void subscribe(SubscribeRequest request, Reply reply) throws StompViolation, BrokerException {
        PrivateSubscription subscription = new PrivateSubscription(owner, request, ++numbers);
        checkReserved(subscription.reserved());
        if (request.patient()) {
            interestedInWrites = true;
        }
        if (byId.isEmpty()) {
            byId = new HashMap<>(4);
            byNumber = new HashMap<>(4);
        }
        byId.put(request.id(), subscription);
        byNumber.put(subscription.number(), subscription);
        subscription.opened(owner.broker().subscribe(request.options(), receiver(subscription), reply));
    }

    /** What an ACK or NACK means (STOMP 1.2 "ACK"). */
    Unacknowledged.Selection select(AckRequest request) throws StompViolation {
        Stream<@Nullable PrivateSubscription> candidates;
        if (request.number() != null) {
            candidates = Stream.ofNullable(byNumber.get(request.number()));
        } else if (request.subscription() != null) {
            candidates = Stream.ofNullable(byId.get(request.subscription()));
        } else {
            candidates = byNumber.values().stream();
        }
        return candidates
                .map(subscription -> subscription.select(request.sequence()))
                .filter(selection -> selection != null)
                .findFirst()
                .orElseThrow(() -> new StompViolation("no such message waits for an acknowledgement"));
    }

    /** Changes the pace of a shared subscription. */
    void pace(String id, MaxRate rate, Reply reply) throws StompViolation {
        Membership membership = shared.get(id);
        if (membership == null) {
            throw new StompViolation("no shared subscription with this id is open");
        }
        membership.pace(rate.intervalNanos(), reply);
    }

    /** STOMP 1.2 "UNSUBSCRIBE". */
    void close(String id, Reply reply) throws StompViolation {
        Membership membership = shared.remove(id);
        if (membership != null) {
            membership.leave(reply);
            return;
        }
        PrivateSubscription subscription = byId.remove(id);
        if (subscription == null) {
            throw new StompViolation("no subscription with this id is open");
        }
        byNumber.remove(subscription.number());
        subscription.close(reply);
    }

    /** Closes all; each reports the last message that it delivered. */
    void closeAll(Reply reply) {
        Reply last = reply.afterAll(byId.size() + shared.size() + 1);
        byId.values().forEach(subscription -> subscription.close(last));
        shared.values().forEach(membership -> membership.leave(last));
        shared.clear();
        byId.clear();
        byNumber.clear();
        last.answer(null);
    }

    /** Everything up to this position has left. */
    void onWritten(long position) {
        byId.values().forEach(subscription -> subscription.onWritten(position));
    }

    private void checkReserved(int more) throws StompViolation {
        int reserved =
                byId.values().stream().mapToInt(PrivateSubscription::reserved).sum();
        if (reserved + more > settings.maxUnacknowledged()) {
            throw new StompViolation("the subscriptions could hold more than " + settings.maxUnacknowledged()
                    + " unacknowledged messages; activemq.prefetchSize lowers that");
        }
    }

    private BrokerSession.Receiver receiver(PrivateSubscription subscription) {
        return new BrokerSession.Receiver() {
            @Override
            public void onDelivery(Delivery delivery) {
                owner.mailbox().execute(() -> subscription.onDelivery(delivery));
            }

            @Override
            public void onBrowsed() {
                owner.mailbox().execute(subscription::onBrowsed);
            }

            @Override
            public void onEnded() {
                owner.onEnded().run();
            }
        };
    }
}
