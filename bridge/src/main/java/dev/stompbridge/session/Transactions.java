package dev.stompbridge.session;

import dev.stompbridge.broker.BrokerException;
import dev.stompbridge.broker.BrokerSession;
import dev.stompbridge.broker.ClientTransaction;
import dev.stompbridge.broker.Reply;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompViolation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The open transactions of one session by their names (STOMP 1.2 "BEGIN"). Only the session's mailbox calls it, unless a
 * method says so.
 */
final class Transactions {
    /** A name comes with each frame of its transaction. */
    private static final int MAX_NAME_LENGTH = 256;

    private static final class Open {
        private final ClientTransaction contents;
        private final List<Unacknowledged.Selection> acknowledged = new ArrayList<>(0);
        private final List<Unacknowledged.Selection> rejected = new ArrayList<>(0);
        /** Null before the first tick. */
        private @Nullable Long firstTick;

        private int operations;

        private Open(ClientTransaction contents) {
            this.contents = contents;
        }
    }

    private final SessionContext.TransactionBounds bounds;
    private final BrokerSession broker;
    private final Map<String, Open> byName = new HashMap<>(2);
    private volatile boolean open;

    Transactions(SessionContext.TransactionBounds bounds, BrokerSession broker) {
        this.bounds = bounds;
        this.broker = broker;
    }

    /** Any thread. */
    boolean isAnyOpen() {
        return open;
    }

    void begin(StompFrame frame) throws StompViolation {
        String name = name(frame);
        if (byName.containsKey(name)) {
            throw new StompViolation("a transaction with this name is open already");
        }
        if (byName.size() >= bounds.maxOpen()) {
            throw new StompViolation("not more than " + bounds.maxOpen() + " open transactions in one session");
        }
        byName.put(name, new Open(broker.begin()));
        open = true;
    }

    /** STOMP 1.2 "SEND" inside a transaction. */
    void send(StompFrame frame, Reply reply) throws StompViolation, BrokerException {
        Open transaction = get(frame);
        count(transaction, 1);
        long bytes = frame.body().length;
        for (Open each : byName.values()) {
            bytes += each.contents.bytes();
        }
        if (bytes > bounds.maxBytes()) {
            throw new StompViolation("the open transactions hold too many bytes");
        }
        transaction.contents.send(frame, reply);
    }

    /** STOMP 1.2 "ACK" inside a transaction. */
    void acknowledge(StompFrame frame, Unacknowledged.Selection selection) throws StompViolation {
        Open transaction = get(frame);
        count(transaction, selection.size());
        selection.hold();
        selection.acknowledgeIn(transaction.contents);
        transaction.acknowledged.add(selection);
    }

    /** STOMP 1.2 "NACK" inside a transaction: the broker rejects them behind the commit. */
    void reject(StompFrame frame, Unacknowledged.Selection selection) throws StompViolation {
        Open transaction = get(frame);
        count(transaction, selection.size());
        selection.hold();
        transaction.rejected.add(selection);
    }

    /** STOMP 1.2 "COMMIT"; on a failure, which ends the session, nothing of it has happened. */
    void commit(StompFrame frame, Reply reply, Executor mailbox) throws StompViolation {
        Open transaction = remove(frame);
        transaction.contents.commit(failure -> mailbox.execute(() -> {
            if (failure == null) {
                transaction.acknowledged.forEach(Unacknowledged.Selection::settle);
                Reply last = reply.afterAll(transaction.rejected.size() + 1);
                transaction.rejected.forEach(selection -> selection.settleRejected(last));
                last.answer(null);
            } else {
                release(transaction);
                reply.answer(failure);
            }
        }));
    }

    /** STOMP 1.2 "ABORT": what was acknowledged in it can be acknowledged again. */
    void abort(StompFrame frame) throws StompViolation {
        release(remove(frame));
    }

    void abortAll() {
        byName.values().forEach(Transactions::release);
        byName.clear();
        open = false;
    }

    /** Whether a transaction has been open for longer than it may. */
    boolean isOverdue(long nowNanos) {
        boolean overdue = false;
        for (Open transaction : byName.values()) {
            if (transaction.firstTick == null) {
                transaction.firstTick = nowNanos;
            }
            overdue |= nowNanos - transaction.firstTick > bounds.timeout().toNanos();
        }
        return overdue;
    }

    private void count(Open transaction, int more) throws StompViolation {
        transaction.operations += more;
        if (transaction.operations > bounds.maxOperations()) {
            throw new StompViolation("not more than " + bounds.maxOperations() + " messages in one transaction");
        }
    }

    private static void release(Open transaction) {
        transaction.acknowledged.forEach(Unacknowledged.Selection::release);
        transaction.rejected.forEach(Unacknowledged.Selection::release);
    }

    private Open remove(StompFrame frame) throws StompViolation {
        Open transaction = get(frame);
        byName.remove(name(frame));
        open = !byName.isEmpty();
        return transaction;
    }

    private Open get(StompFrame frame) throws StompViolation {
        Open transaction = byName.get(name(frame));
        if (transaction == null) {
            throw new StompViolation("no transaction with this name is open");
        }
        return transaction;
    }

    private static String name(StompFrame frame) throws StompViolation {
        String name = frame.headers().get("transaction");
        if (name == null || name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
            throw new StompViolation(frame.command() + " needs a transaction of 1 to 256 characters");
        }
        return name;
    }
}
