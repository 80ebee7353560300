package dev.stompbridge.broker;

import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompHeaders;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.command.ActiveMQBytesMessage;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQMapMessage;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.command.Message;
import org.apache.activemq.util.ByteSequence;
import org.jspecify.annotations.Nullable;

/**
 * An OpenWire message as a MESSAGE frame. The message may be the broker's own and stays as it is. In the lean form,
 * headers that would only repeat a default are left out: they would be most of what a browser receives.
 */
public final class MessageMapping {
    private static final int DEFAULT_PRIORITY = 4;

    /** The headers of a MESSAGE that no property of a sender may pretend to be. */
    private static final Set<String> OWN = Set.of(
            "subscription",
            "message-id",
            "destination",
            "ack",
            "content-length",
            "redelivered",
            "persistent",
            "priority",
            "expires",
            "timestamp",
            "correlation-id",
            "reply-to",
            "type",
            "JMSXGroupID",
            "JMSXGroupSeq",
            "browser",
            "x-gap",
            "x-seq",
            "x-skipped",
            "x-snapshot");

    /**
     * How one subscription wants its messages.
     *
     * @param subscription the id that the browser gave
     * @param ack what the browser acknowledges this message by; null if it need not
     * @param complete with all headers that ActiveMQ's own STOMP sends, not only those that tell something
     */
    public record Form(String subscription, @Nullable String ack, boolean complete, TemporaryNames temporary) {}

    private MessageMapping() {}

    /** The frame for one subscription; null if the message's type has no form in STOMP, or its body cannot be read. */
    public static @Nullable StompFrame toStomp(Delivery delivery, Form form) {
        Message message = delivery.message();
        try {
            byte[] body = body(message);
            String destination = DestinationName.ofActiveMQ(message.getDestination(), form.temporary());
            if (body == null || destination == null) {
                return null;
            }
            StompHeaders.Builder headers = StompHeaders.builder()
                    .add("subscription", form.subscription())
                    .add("message-id", Long.toString(delivery.sequence(), Character.MAX_RADIX))
                    .add("destination", destination);
            addIfPresent(headers, "ack", form.ack());
            if (delivery.redelivered()) {
                headers.add("redelivered", "true");
            }
            addMetadata(headers, message, form);
            addBodyHeaders(headers, message, body);
            addProperties(headers, message);
            return new StompFrame(StompCommand.MESSAGE, headers.build(), body);
        } catch (IOException e) {
            return null;
        }
    }

    private static byte @Nullable [] body(Message message) throws IOException {
        if (message instanceof ActiveMQTextMessage text) {
            return TextBody.decode(text);
        }
        if (message instanceof ActiveMQBytesMessage bytes) {
            return bytes(bytes);
        }
        if (message instanceof ActiveMQMapMessage map) {
            return MapBody.decode(map);
        }
        return message.getClass() == ActiveMQMessage.class ? new byte[0] : null;
    }

    private static byte[] bytes(ActiveMQBytesMessage message) throws IOException {
        ByteSequence content = message.getContent();
        if (content == null) {
            return new byte[0];
        }
        if (message.isCompressed()) {
            return inflated((ActiveMQBytesMessage) message.copy());
        }
        return Arrays.copyOfRange(content.data, content.offset, content.offset + content.length);
    }

    /** The client library refuses to inflate beyond its bound. */
    private static byte[] inflated(ActiveMQBytesMessage copy) throws IOException {
        try {
            copy.setReadOnlyBody(true);
            byte[] body = new byte[Math.toIntExact(copy.getBodyLength())];
            copy.readBytes(body);
            return body;
        } catch (jakarta.jms.JMSException | ArithmeticException e) {
            throw new IOException("the body cannot be inflated", e);
        }
    }

    private static void addMetadata(StompHeaders.Builder headers, Message message, Form form) {
        boolean complete = form.complete();
        if (message.isPersistent()) {
            headers.add("persistent", "true");
        }
        if (complete || message.getPriority() != DEFAULT_PRIORITY) {
            headers.add("priority", Integer.toString(message.getPriority()));
        }
        if (complete || message.getExpiration() != 0) {
            headers.add("expires", Long.toString(message.getExpiration()));
        }
        if (complete) {
            headers.add("timestamp", Long.toString(message.getTimestamp()));
        }
        addIfPresent(headers, "correlation-id", message.getCorrelationId());
        addIfPresent(headers, "type", message.getType());
        ActiveMQDestination replyTo = message.getReplyTo();
        addIfPresent(
                headers, "reply-to", replyTo == null ? null : DestinationName.ofActiveMQ(replyTo, form.temporary()));
        if (message.getGroupID() != null) {
            headers.add("JMSXGroupID", message.getGroupID());
            headers.add("JMSXGroupSeq", Integer.toString(message.getGroupSequence()));
        }
    }

    /** Bytes always tell their length, which makes them bytes again when they are sent on. */
    private static void addBodyHeaders(StompHeaders.Builder headers, Message message, byte[] body) {
        if (message instanceof ActiveMQMapMessage) {
            headers.add("content-type", "application/json");
        }
        if (message instanceof ActiveMQBytesMessage || contains(body, (byte) 0)) {
            headers.add("content-length", Integer.toString(body.length));
        }
    }

    private static void addIfPresent(StompHeaders.Builder headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(name, value);
        }
    }

    private static void addProperties(StompHeaders.Builder headers, Message message) throws IOException {
        Map<String, Object> properties = message.getProperties();
        boolean converted = message instanceof ActiveMQMapMessage;
        properties.forEach((name, value) -> {
            boolean own = OWN.contains(name) || (converted && name.equals("content-type"));
            if (!name.isEmpty() && value != null && !own) {
                headers.add(name, WireText.of(value));
            }
        });
    }

    private static boolean contains(byte[] bytes, byte wanted) {
        for (byte b : bytes) {
            if (b == wanted) {
                return true;
            }
        }
        return false;
    }
}
