package dev.stompbridge.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.command.BaseCommand;
import org.apache.activemq.command.Command;
import org.apache.activemq.command.ConnectionId;
import org.apache.activemq.command.FlushCommand;
import org.apache.activemq.command.LocalTransactionId;
import org.apache.activemq.command.Message;
import org.apache.activemq.command.MessageAck;
import org.apache.activemq.command.TransactionInfo;

/**
 * The commands of one link, in their order.
 *
 * <p>What the broker writes to its store costs a sync of the disk before it is answered, and a connection's syncs come one
 * after the other. Therefore, while one is under way, what else is to be stored waits here, and then goes together in one
 * local transaction, without answers inside, with one sync for all. If the broker refuses the transaction, its commands
 * go again one by one, so that the error reaches the one whose command it was.
 *
 * <p>Any thread may add. Everything else happens in tasks of the link's mailbox, one at a time.
 */
final class CommandQueue {
    /** What a command asks of the order in which it is sent. */
    private enum Kind {
        PLAIN,
        /** May be stored together with others. */
        STORED,
        /** A transaction of its own. */
        UNIT,
        /** Nothing is sent; the reply says that everything before it was. */
        MARK
    }

    private record Entry(Kind kind, List<? extends BaseCommand> commands, Reply reply) {
        BaseCommand command() {
            return commands.get(0);
        }
    }

    /** In one transaction; the store keeps the positions of all of them in memory until it is committed. */
    private static final int MAX_BATCH = 256;

    private static final long MAX_BATCH_BYTES = 1024 * 1024;

    private final OpenWireLink link;
    private final ConnectionId connection;
    private final Mailbox mailbox;
    private final Queue<Entry> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private long transactions;

    /** Whether the broker is still busy with what was to be stored before. */
    private boolean storing;

    CommandQueue(OpenWireLink link, ConnectionId connection, Mailbox mailbox) {
        this.link = link;
        this.connection = connection;
        this.mailbox = mailbox;
    }

    /** Sends a command behind all earlier ones; the reply is the broker's answer. */
    void add(BaseCommand command, Reply reply) {
        add(new Entry(isStored(command) ? Kind.STORED : Kind.PLAIN, List.of(command), reply));
    }

    /** Sends messages and acknowledgements as one transaction; the reply is the answer to its commit. */
    void addTransaction(List<? extends BaseCommand> commands, Reply reply) {
        add(new Entry(Kind.UNIT, commands, reply));
    }

    /** Runs the task when everything added before has been sent. */
    void addMark(Runnable task) {
        add(new Entry(Kind.MARK, List.of(), failure -> task.run()));
    }

    private void add(Entry entry) {
        waiting.add(entry);
        if (scheduled.compareAndSet(false, true)) {
            mailbox.post(this::work);
        }
    }

    private void work() {
        scheduled.set(false);
        while (!storing) {
            Entry next = waiting.poll();
            if (next == null) {
                return;
            }
            switch (next.kind()) {
                case PLAIN -> link.requestNow(next.command(), next.reply());
                case UNIT -> transact(next.commands(), next.reply());
                case MARK -> next.reply().answer(null);
                case STORED -> store(withFollowers(next));
            }
        }
    }

    /** Only neighbours are stored together, so that nothing overtakes anything. */
    private List<Entry> withFollowers(Entry first) {
        List<Entry> batch = new ArrayList<>();
        batch.add(first);
        long bytes = size(first.command());
        Entry next = waiting.peek();
        while (next != null && next.kind() == Kind.STORED && batch.size() < MAX_BATCH) {
            bytes += size(next.command());
            if (bytes > MAX_BATCH_BYTES) {
                break;
            }
            batch.add(waiting.remove());
            next = waiting.peek();
        }
        return batch;
    }

    private void store(List<Entry> batch) {
        storing = true;
        if (batch.size() == 1) {
            oneByOne(batch);
            return;
        }
        transact(
                copies(batch),
                failure -> mailbox.post(() -> {
                    if (failure == null) {
                        batch.forEach(entry -> entry.reply().answer(null));
                        goOn();
                    } else if (failure.kind() == BrokerException.Kind.LOST) {
                        batch.forEach(entry -> entry.reply().answer(failure));
                        goOn();
                    } else {
                        link.countRefusedBatch();
                        oneByOne(batch);
                    }
                }));
    }

    /**
     * The broker does not answer a message to a full destination until there is room; it takes the next command
     * meanwhile. Therefore its answer to a command that does nothing says that it has worked through those before.
     */
    private void oneByOne(List<Entry> batch) {
        batch.forEach(entry -> link.requestNow(entry.command(), entry.reply()));
        link.requestNow(new FlushCommand(), failure -> mailbox.post(this::goOn));
    }

    private void goOn() {
        storing = false;
        work();
    }

    private void transact(List<? extends BaseCommand> commands, Reply reply) {
        LocalTransactionId id = new LocalTransactionId(connection, ++transactions);
        link.onewayNow(new TransactionInfo(connection, id, TransactionInfo.BEGIN));
        for (BaseCommand command : commands) {
            join(command, id);
            link.onewayNow(command);
        }
        link.requestNow(new TransactionInfo(connection, id, TransactionInfo.COMMIT_ONE_PHASE), failure -> {
            if (failure != null) {
                // The broker forgets a transaction that it marked as failed only when it is told to.
                mailbox.post(() -> link.onewayNow(new TransactionInfo(connection, id, TransactionInfo.ROLLBACK)));
            }
            reply.answer(failure);
        });
    }

    private static void join(BaseCommand command, LocalTransactionId id) {
        if (command instanceof Message message) {
            message.setTransactionId(id);
            message.setOriginalTransactionId(id);
        } else if (command instanceof MessageAck ack) {
            ack.setTransactionId(id);
        }
    }

    /** The broker writes into the messages that it gets over {@code vm://}; a second try needs clean ones. */
    private static List<BaseCommand> copies(List<Entry> batch) {
        List<BaseCommand> copies = new ArrayList<>(batch.size());
        for (Entry entry : batch) {
            copies.add(copy(entry.command()));
        }
        return copies;
    }

    private static BaseCommand copy(BaseCommand command) {
        if (command instanceof Message message) {
            return message.copy();
        }
        MessageAck ack = (MessageAck) command;
        MessageAck copy = new MessageAck();
        ack.copy(copy);
        // MessageAck.copy leaves it out, and without it the broker takes the first message of a range only.
        copy.setMessageCount(ack.getMessageCount());
        return copy;
    }

    /** Whether the broker syncs its store before it answers. */
    private static boolean isStored(Command command) {
        if (command instanceof Message message) {
            return message.isPersistent() && !message.getDestination().isTemporary();
        }
        return command instanceof MessageAck ack
                && (ack.isStandardAck() || ack.isIndividualAck())
                && ack.getDestination().isQueue();
    }

    private static long size(Command command) {
        return command instanceof Message message ? message.getSize() : 0;
    }
}
