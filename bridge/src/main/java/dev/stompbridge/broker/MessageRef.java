package dev.stompbridge.broker;

import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.MessageId;

/**
 * What is remembered of a message that was delivered and not yet acknowledged: nothing of its content.
 *
 * @param destination where it was, which for a subscription with wildcards is not where the subscription is
 */
public record MessageRef(MessageId id, ActiveMQDestination destination) {
    /** The broker's number of the message; the same when it is delivered again. */
    public long sequence() {
        return id.getBrokerSequenceId();
    }
}
