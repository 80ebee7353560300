package dev.stompbridge.broker;

import java.util.List;
import org.apache.activemq.command.ConsumerId;
import org.apache.activemq.command.MessageAck;
import org.apache.activemq.command.RemoveInfo;
import org.jspecify.annotations.Nullable;

/**
 * A consumer in the broker that belongs to one subscription of one browser. Only the mailbox of the browser's STOMP
 * session calls it; nothing blocks.
 */
public final class ConsumerHandle {
    private final OpenWireLink link;
    private final ConsumerId consumer;

    ConsumerHandle(OpenWireLink link, ConsumerId consumer) {
        this.link = link;
        this.consumer = consumer;
    }

    /** Acknowledges messages that were delivered to this consumer one behind the other. */
    public void acknowledge(List<MessageRef> range, Reply reply) {
        link.request(ack(MessageAck.STANDARD_ACK_TYPE, range), reply);
    }

    /** Acknowledges as many messages of a topic, the last of which is given: the broker only counts them. */
    public void acknowledgeCount(MessageRef last, int count, Reply reply) {
        MessageAck ack = ack(MessageAck.STANDARD_ACK_TYPE, List.of(last));
        ack.setFirstMessageId(null);
        ack.setMessageCount(count);
        link.request(ack, reply);
    }

    /** Gives up messages that were delivered one behind the other: from a queue they go to its dead-letter queue. */
    public void reject(List<MessageRef> range, Reply reply) {
        MessageAck ack = ack(MessageAck.POISON_ACK_TYPE, range);
        ack.setPoisonCause(new Throwable("rejected by its receiver"));
        link.request(ack, reply);
    }

    /** Lets the broker deliver further messages although these will only be acknowledged with a transaction. */
    public void extendPrefetch(List<MessageRef> range) {
        link.request(ack(MessageAck.DELIVERED_ACK_TYPE, range), failure -> {});
    }

    /** Ends the consumer; unacknowledged messages are delivered again, those up to the last delivered one marked so. */
    public void close(@Nullable MessageRef lastDelivered, Reply reply) {
        RemoveInfo remove = new RemoveInfo(consumer);
        remove.setLastDeliveredSequenceId(
                lastDelivered == null ? RemoveInfo.LAST_DELIVERED_UNSET : lastDelivered.sequence());
        link.stopReceiving(consumer);
        link.request(remove, reply);
    }

    MessageAck ack(byte type, List<MessageRef> range) {
        MessageRef last = range.get(range.size() - 1);
        MessageAck ack = new MessageAck();
        ack.setAckType(type);
        ack.setConsumerId(consumer);
        ack.setDestination(last.destination());
        ack.setFirstMessageId(range.get(0).id());
        ack.setLastMessageId(last.id());
        ack.setMessageCount(range.size());
        return ack;
    }
}
