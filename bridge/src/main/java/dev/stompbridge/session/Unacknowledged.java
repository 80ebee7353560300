package dev.stompbridge.session;

import dev.stompbridge.broker.ClientTransaction;
import dev.stompbridge.broker.ConsumerHandle;
import dev.stompbridge.broker.MessageRef;
import dev.stompbridge.broker.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one subscription has delivered and its client has not acknowledged, in the order of delivery; never more than the
 * prefetch, and what open transactions hold. Only the session's mailbox calls it.
 */
final class Unacknowledged {
    private static final class Entry {
        private final MessageRef message;
        /** Whether it belongs to an open transaction. */
        private boolean held;

        private Entry(MessageRef message) {
            this.message = message;
        }
    }

    /** The messages that one ACK or NACK means. Each run was delivered one behind the other. */
    final class Selection {
        private final List<List<MessageRef>> runs;

        private Selection(List<List<MessageRef>> runs) {
            this.runs = runs;
        }

        int size() {
            return runs.stream().mapToInt(List::size).sum();
        }

        void acknowledge(Reply reply) {
            remove();
            Reply last = reply.afterAll(runs.size());
            runs.forEach(run -> consumer.acknowledge(run, last));
        }

        /** From a queue they go to its dead-letter queue. */
        void reject(Reply reply) {
            remove();
            Reply last = reply.afterAll(runs.size());
            runs.forEach(run -> consumer.reject(run, last));
        }

        /** They wait for the end of a transaction, and the broker may deliver as many others meanwhile. */
        void hold() {
            runs.forEach(run -> {
                run.forEach(message -> entry(message).held = true);
                consumer.extendPrefetch(run);
            });
            held += size();
        }

        void acknowledgeIn(ClientTransaction transaction) {
            runs.forEach(run -> transaction.acknowledge(consumer, run));
        }

        /** The transaction has been committed and with it the acknowledgements. */
        void settle() {
            remove();
            unhold();
        }

        /** The transaction has been aborted: they can be acknowledged again. */
        void release() {
            runs.forEach(run -> run.forEach(message -> entry(message).held = false));
            unhold();
        }

        /** The transaction has been committed: what it rejected is rejected now. */
        void settleRejected(Reply reply) {
            reject(reply);
            unhold();
        }

        private void remove() {
            runs.forEach(run -> run.forEach(message -> entries.remove(message.sequence())));
        }

        private void unhold() {
            held -= size();
            if (held == 0 && whenFree != null) {
                whenFree.run();
                whenFree = null;
            }
        }
    }

    private final ConsumerHandle consumer;
    private final boolean cumulative;
    private final Map<Long, Entry> entries = new LinkedHashMap<>();
    private int held;
    private @Nullable Runnable whenFree;

    /** Cumulative: an acknowledgement means all earlier messages as well. */
    Unacknowledged(ConsumerHandle consumer, boolean cumulative) {
        this.consumer = consumer;
        this.cumulative = cumulative;
    }

    void add(MessageRef message) {
        entries.put(message.sequence(), new Entry(message));
    }

    /** What an acknowledgement of this message means; null if it does not wait for one. */
    @Nullable
    Selection select(long sequence) {
        Entry named = entries.get(sequence);
        if (named == null || named.held) {
            return null;
        }
        return new Selection(cumulative ? runsUpTo(named) : List.of(List.of(named.message)));
    }

    /** What was delivered last of all that is not acknowledged; null if everything is. */
    @Nullable
    MessageRef last() {
        MessageRef last = null;
        for (Entry entry : entries.values()) {
            last = entry.message;
        }
        return last;
    }

    /** Whether an open transaction holds a message of this subscription. */
    boolean isHeld() {
        return held > 0;
    }

    /** Runs the task when {@link #isHeld} ends. */
    void whenFree(Runnable task) {
        whenFree = task;
    }

    private List<List<MessageRef>> runsUpTo(Entry last) {
        List<List<MessageRef>> runs = new ArrayList<>(1);
        List<MessageRef> run = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (!entry.held) {
                run.add(entry.message);
            } else if (!run.isEmpty()) {
                runs.add(run);
                run = new ArrayList<>();
            }
            if (entry == last) {
                break;
            }
        }
        runs.add(run);
        return runs;
    }

    private Entry entry(MessageRef message) {
        Entry entry = entries.get(message.sequence());
        if (entry == null) {
            throw new IllegalStateException("a held message was acknowledged");
        }
        return entry;
    }
}
