package dev.stompbridge.broker;

import org.apache.activemq.command.Message;
import org.apache.activemq.command.MessageDispatch;

/** One message on its way to one private subscription. The message belongs to the broker and is never changed. */
public final class Delivery {
    private final Message message;
    private final boolean redelivered;

    Delivery(MessageDispatch dispatch) {
        this.message = dispatch.getMessage();
        this.redelivered = dispatch.getRedeliveryCounter() > 0;
    }

    Message message() {
        return message;
    }

    boolean redelivered() {
        return redelivered;
    }

    /** What is to be remembered until it is acknowledged. */
    public MessageRef ref() {
        return new MessageRef(message.getMessageId(), message.getDestination());
    }

    /** The broker's number of this message; the same when it is delivered again. */
    public long sequence() {
        return message.getMessageId().getBrokerSequenceId();
    }
}
