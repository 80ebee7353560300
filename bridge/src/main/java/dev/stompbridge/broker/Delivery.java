package dev.stompbridge.broker;

import java.io.IOException;
import java.util.Arrays;
import org.apache.activemq.command.Message;
import org.apache.activemq.command.MessageDispatch;
import org.apache.activemq.openwire.OpenWireFormat;
import org.apache.activemq.util.ByteSequence;

/** One message on its way to one private subscription. The message belongs to the broker and is never changed. */
public final class Delivery {
    private final Message message;
    private final boolean redelivered;

    Delivery(MessageDispatch dispatch) {
        this(dispatch.getMessage(), dispatch.getRedeliveryCounter() > 0);
    }

    private Delivery(Message message, boolean redelivered) {
        this.message = message;
        this.redelivered = redelivered;
    }

    /** What {@link #toBytes} made. */
    public static Delivery ofBytes(byte[] bytes) throws IOException {
        if (new OpenWireFormat().unmarshal(new ByteSequence(bytes)) instanceof Message message) {
            return new Delivery(message, false);
        }
        throw new IOException("these bytes are no message");
    }

    /** The message in OpenWire's form, to be kept. */
    public byte[] toBytes() throws IOException {
        ByteSequence bytes = new OpenWireFormat().marshal(message.copy());
        return Arrays.copyOfRange(bytes.data, bytes.offset, bytes.offset + bytes.length);
    }

    /** The name of the topic, or queue, that it was sent to. */
    public String destinationName() {
        return message.getDestination().getPhysicalName();
    }

    /** Bytes of memory, about. */
    public int size() {
        return message.getSize();
    }

    /** Whether its sender gave it a time to live that is over. */
    public boolean isExpired(long epochMillis) {
        return message.getExpiration() > 0 && message.getExpiration() <= epochMillis;
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
