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
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.command.Message;
import org.apache.activemq.util.ByteSequence;
import org.jspecify.annotations.Nullable;

/**
 * An OpenWire message as a MESSAGE frame. Headers that would only repeat a default are left out: they would be most of
 * what a browser receives.
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
            "correlation-id",
            "reply-to",
            "type");

    private MessageMapping() {}

    /** The frame for one subscription; null if the message's type has no form in STOMP, or its body cannot be read. */
    public static @Nullable StompFrame toStomp(Delivery delivery, String subscription) {
        Message message = delivery.message();
        try {
            byte[] body = body(message);
            String destination = DestinationName.ofActiveMQ(message.getDestination(), NoTemporaryNames.INSTANCE);
            if (body == null || destination == null) {
                return null;
            }
            StompHeaders.Builder headers = StompHeaders.builder()
                    .add("subscription", subscription)
                    .add("message-id", Long.toString(delivery.sequence(), Character.MAX_RADIX))
                    .add("destination", destination);
            addMetadata(headers, message, delivery.redelivered());
            addProperties(headers, message.getProperties());
            if (contains(body, (byte) 0)) {
                headers.add("content-length", Integer.toString(body.length));
            }
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

    private static void addMetadata(StompHeaders.Builder headers, Message message, boolean redelivered) {
        if (redelivered) {
            headers.add("redelivered", "true");
        }
        if (message.isPersistent()) {
            headers.add("persistent", "true");
        }
        if (message.getPriority() != DEFAULT_PRIORITY) {
            headers.add("priority", Integer.toString(message.getPriority()));
        }
        if (message.getExpiration() != 0) {
            headers.add("expires", Long.toString(message.getExpiration()));
        }
        addIfPresent(headers, "correlation-id", message.getCorrelationId());
        addIfPresent(headers, "type", message.getType());
        ActiveMQDestination replyTo = message.getReplyTo();
        addIfPresent(
                headers,
                "reply-to",
                replyTo == null ? null : DestinationName.ofActiveMQ(replyTo, NoTemporaryNames.INSTANCE));
    }

    private static void addIfPresent(StompHeaders.Builder headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(name, value);
        }
    }

    private static void addProperties(StompHeaders.Builder headers, Map<String, Object> properties) {
        properties.forEach((name, value) -> {
            if (!name.isEmpty() && value != null && !OWN.contains(name)) {
                headers.add(name, value.toString());
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
