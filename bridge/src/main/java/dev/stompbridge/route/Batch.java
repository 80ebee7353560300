package dev.stompbridge.route;

import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.command.ActiveMQMessage;
import org.jspecify.annotations.Nullable;

/** What one transaction holds so far. Confined to the thread of the route. */
final class Batch {

    /** A commit costs a sync of the store; 500 messages to one make the sync a small part of the work. */
    static final int MAX_MESSAGES = 500;
    /**
     * The size of a batch as the broker counts it (at least 1 KiB a message). What is not yet committed already counts
     * against the memory limit of its destination: a destination whose limit is below this could never take a batch.
     */
    static final int MAX_BYTES = 512 * 1024;

    private final int maxMessages;
    private final List<InvalidReason> invalid = new ArrayList<>();
    private int messages;
    private int bytes;
    private String lastId = "";

    Batch(int maxMessages) {
        this.maxMessages = maxMessages;
    }

    /** Counts a message that was taken from the source. */
    void took(ActiveMQMessage message) {
        messages++;
        bytes += message.getSize();
        lastId = message.getJMSMessageID();
    }

    /** Counts what was sent for it. */
    void sent(@Nullable InvalidReason reason) {
        if (reason != null) {
            invalid.add(reason);
        }
    }

    boolean isFull() {
        return messages >= maxMessages || bytes >= MAX_BYTES;
    }

    int messages() {
        return messages;
    }

    /** The id of the message taken last. */
    String lastId() {
        return lastId;
    }

    /** Tells what was committed. */
    void count(RouteCounters counters) {
        if (messages > invalid.size()) {
            counters.forwarded(messages - invalid.size());
        }
        invalid.forEach(counters::invalid);
    }
}
