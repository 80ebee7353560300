package dev.stompbridge.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stompbridge.broker.BrokerException;
import dev.stompbridge.broker.Reply;
import dev.stompbridge.contract.ContractViolation;
import dev.stompbridge.contract.Contracts;
import dev.stompbridge.fanout.MaxRate;
import dev.stompbridge.ops.Metric;
import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompHeader;
import dev.stompbridge.stomp.StompHeaders;
import dev.stompbridge.stomp.StompVersion;
import dev.stompbridge.stomp.StompViolation;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a session can do once it is connected: SEND, SUBSCRIBE, ACK and the others, each with the reply that says when it
 * is done. Only the session's mailbox calls it, unless a method says so.
 */
final class ConnectedSession {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectedSession.class);

    private static final String RESERVED = "/bridge/";
    private static final String INSTRUCTIONS = "/bridge/subscription";
    private static final String TOKEN = "/bridge/token";

    private final SessionContext.Settings settings;
    private final Contracts contracts;
    private final PrivateSubscription.Owner owner;
    private final Subscriptions subscriptions;
    private final Validity validity;
    /** Null before the first BEGIN. */
    private volatile @Nullable Transactions transactions;
    /** Whether a header of ActiveMQ's has been ignored and logged. */
    private boolean ignoredHeaders;

    ConnectedSession(SessionContext context, PrivateSubscription.Owner owner) {
        this.settings = context.settings();
        this.contracts = context.contracts();
        this.owner = owner;
        this.subscriptions = new Subscriptions(context, owner);
        this.validity = Validity.of(owner.broker().who(), context);
    }

    /** Executes a frame; the reply may come on any thread. */
    void execute(StompFrame frame, Reply reply) throws BrokerException, StompViolation, ContractViolation {
        switch (frame.command()) {
            case SEND -> send(frame, reply);
            case SUBSCRIBE -> subscribe(frame.headers(), reply);
            case UNSUBSCRIBE -> unsubscribe(frame.headers(), reply);
            case ACK, NACK -> acknowledge(frame, reply);
            case BEGIN -> {
                transactions().begin(frame);
                reply.answer(null);
            }
            case COMMIT -> transactions().commit(frame, reply, owner.mailbox());
            case ABORT -> {
                transactions().abort(frame);
                reply.answer(null);
            }
            case DISCONNECT -> {
                abortTransactions();
                subscriptions.closeAll(failure -> reply.answer(null));
            }
            case CONNECT, STOMP -> throw new StompViolation("the session is connected already");
            default -> throw new StompViolation(frame.command() + " is not sent by a client");
        }
    }

    /** Gives back everything that is not acknowledged or committed, each consumer with its own last delivery. */
    void close() {
        abortTransactions();
        subscriptions.closeAll(failure -> {});
        owner.broker().close();
    }

    /** Whether it has subscriptions that the end of a link takes with it. */
    boolean hasPrivateSubscriptions() {
        return subscriptions.hasPrivate();
    }

    /** Any thread. */
    boolean isInterestedInWrites() {
        return subscriptions.isInterestedInWrites();
    }

    void onWritten(long position) {
        subscriptions.onWritten(position);
    }

    /** Whether the token is over that it was opened or renewed with. Any thread. */
    boolean isExpired() {
        return validity.isOver();
    }

    /** Any thread. */
    boolean hasTransactions() {
        Transactions begun = transactions;
        return begun != null && begun.isAnyOpen();
    }

    /** Whether a transaction has been open for longer than it may. */
    boolean isOverdue(long nowNanos) {
        return transactions().isOverdue(nowNanos);
    }

    private Transactions transactions() {
        Transactions begun = transactions;
        if (begun == null) {
            begun = new Transactions(settings.transactions(), owner.broker());
            transactions = begun;
        }
        return begun;
    }

    private void abortTransactions() {
        Transactions begun = transactions;
        if (begun != null) {
            begun.abortAll();
        }
    }

    private void subscribe(StompHeaders headers, Reply reply) throws BrokerException, StompViolation {
        ignoreUnknown(headers, SubscribeRequest.APPLIED);
        subscriptions.open(new SubscribeRequest.Checker(settings).check(headers, owner.version()), reply);
    }

    /** Before the broker or a transaction sees a message, it meets the contracts of its destination. */
    private void send(StompFrame frame, Reply reply) throws BrokerException, StompViolation, ContractViolation {
        String destination = frame.headers().get("destination");
        if (destination != null && destination.startsWith(RESERVED)) {
            instruct(destination, frame, reply);
            return;
        }
        if (destination != null) {
            contracts.check(destination, frame.headers().get("content-type"), frame.body());
        }
        ignoreUnknown(frame.headers(), Set.of());
        Reply counting = counting(Metric.SENDS, reply);
        if (isTransacted(frame)) {
            transactions().send(frame, counting);
        } else {
            owner.broker().send(frame, counting);
        }
    }

    /** A SEND to the bridge itself. */
    private void instruct(String destination, StompFrame frame, Reply reply) throws StompViolation {
        if (destination.equals(TOKEN)) {
            validity.renew(new String(frame.body(), UTF_8).strip(), reply);
            return;
        }
        if (!destination.equals(INSTRUCTIONS)) {
            throw new StompViolation("the bridge takes instructions at " + INSTRUCTIONS + " and " + TOKEN + " only");
        }
        StompHeaders headers = frame.headers();
        String id = headers.get("id");
        String rate = headers.get(SubscribeRequest.MAX_RATE);
        if (id == null || rate == null) {
            throw new StompViolation(INSTRUCTIONS + " needs the id of a subscription and its x-max-rate");
        }
        subscriptions.pace(id, MaxRate.parse(rate), reply);
    }

    private void acknowledge(StompFrame frame, Reply reply) throws StompViolation {
        boolean ack = frame.command() == StompCommand.ACK;
        if (!ack && owner.version() == StompVersion.V1_0) {
            throw new StompViolation("STOMP 1.0 has no NACK");
        }
        Unacknowledged.Selection selection = subscriptions.select(AckRequest.check(frame, owner.version()));
        Reply counting = counting(ack ? Metric.ACKS : Metric.NACKS, reply);
        if (isTransacted(frame)) {
            if (ack) {
                transactions().acknowledge(frame, selection);
            } else {
                transactions().reject(frame, selection);
            }
            counting.answer(null);
        } else if (ack) {
            selection.acknowledge(counting);
        } else {
            selection.reject(counting);
        }
    }

    /** ActiveMQ deletes a durable subscription when UNSUBSCRIBE names it; the id may have been closed before. */
    private void unsubscribe(StompHeaders headers, Reply reply) throws StompViolation, BrokerException {
        String durable = SubscribeRequest.durableName(headers);
        String id = headers.get("id");
        if (id == null && owner.version() == StompVersion.V1_0) {
            id = headers.get("destination");
        }
        if (id != null) {
            subscriptions.close(id, durable == null ? reply : failure -> {});
        } else if (durable == null) {
            throw new StompViolation("UNSUBSCRIBE needs the id of a subscription");
        }
        if (durable != null) {
            owner.broker().forget(durable, reply);
        }
    }

    /** What is not known is ignored and counted; the first of a session is logged. */
    private void ignoreUnknown(StompHeaders headers, Set<String> known) {
        for (StompHeader header : headers) {
            if (header.name().startsWith("activemq.") && !known.contains(header.name())) {
                owner.metrics().count(Metric.ACTIVEMQ_HEADERS_IGNORED);
                if (!ignoredHeaders) {
                    ignoredHeaders = true;
                    LOG.info("Ignored the header {} of a session; further ones are only counted", header.name());
                }
            }
        }
    }

    private Reply counting(Metric metric, Reply reply) {
        return failure -> {
            if (failure == null) {
                owner.metrics().count(metric);
            }
            reply.answer(failure);
        };
    }

    private static boolean isTransacted(StompFrame frame) {
        return frame.headers().get("transaction") != null;
    }
}
