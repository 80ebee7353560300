package dev.stompbridge.broker;

import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompHeader;
import dev.stompbridge.stomp.StompHeaders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.activemq.command.ActiveMQBytesMessage;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.util.ByteSequence;
import org.jspecify.annotations.Nullable;

/**
 * A SEND frame as an OpenWire message, in ActiveMQ's documented header vocabulary. What is not in it becomes a property;
 * what ActiveMQ or JMS would give a meaning of its own is refused or left out.
 */
final class SendMapping {
    private static final int DEFAULT_PRIORITY = 4;
    private static final long MAX_EXPIRES = Long.MAX_VALUE / 2;

    /** Headers with a meaning of their own, and those that only a server may set. */
    private static final Set<String> NOT_PROPERTIES = Set.of(
            "destination",
            "receipt",
            "content-length",
            "transaction",
            "persistent",
            "priority",
            "expires",
            "correlation-id",
            "reply-to",
            "type",
            "amq-msg-type",
            "transformation",
            "message-id",
            "redelivered",
            "subscription",
            "timestamp",
            "ack",
            "JMSXUserID");

    private SendMapping() {}

    static ActiveMQMessage toOpenWire(StompFrame frame, TemporaryNames temporary) throws BrokerException {
        StompHeaders headers = frame.headers();
        String destination = headers.get("destination");
        if (destination == null) {
            throw badHeader("SEND needs a destination");
        }
        ActiveMQMessage message = withBody(frame);
        message.setDestination(DestinationName.forSend(destination).toActiveMQ(temporary));
        message.setPersistent(flag(headers, "persistent"));
        message.setPriority((byte) number(headers, "priority", DEFAULT_PRIORITY, 9));
        message.setExpiration(number(headers, "expires", 0, MAX_EXPIRES));
        message.setTimestamp(System.currentTimeMillis());
        message.setCorrelationId(headers.get("correlation-id"));
        message.setType(headers.get("type"));
        String replyTo = headers.get("reply-to");
        if (replyTo != null) {
            message.setReplyTo(replyDestination(replyTo).toActiveMQ(temporary));
        }
        setProperties(message, headers);
        return message;
    }

    private static DestinationName replyDestination(String text) throws BrokerException {
        DestinationName name = DestinationName.forSend(text);
        if (name.isComposite()) {
            throw badHeader("reply-to is one destination");
        }
        return name;
    }

    /** With a content-length it is a BytesMessage, without a TextMessage; amq-msg-type says otherwise. */
    private static ActiveMQMessage withBody(StompFrame frame) throws BrokerException {
        String type = frame.headers().get("amq-msg-type");
        boolean bytes = type == null ? frame.headers().get("content-length") != null : type.equals("bytes");
        if (!bytes && type != null && !type.equals("text")) {
            throw badHeader("amq-msg-type is text or bytes");
        }
        ActiveMQMessage message = bytes ? new ActiveMQBytesMessage() : new ActiveMQTextMessage();
        byte[] content = bytes ? frame.body() : TextBody.encode(checkedText(frame.body()));
        message.setContent(new ByteSequence(content));
        return message;
    }

    private static String checkedText(byte[] body) throws BrokerException {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return text.toString();
        } catch (CharacterCodingException e) {
            throw badHeader("a body without content-length is text in UTF-8");
        }
    }

    private static void setProperties(ActiveMQMessage message, StompHeaders headers) throws BrokerException {
        try {
            for (StompHeader header : headers) {
                if (isProperty(header.name()) && message.getProperty(header.name()) == null) {
                    message.setProperty(header.name(), header.value());
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("a new message has readable properties", e);
        }
    }

    /** ActiveMQ acts on properties that begin with its name, JMS reserves those that begin with its own. */
    private static boolean isProperty(String name) {
        return !NOT_PROPERTIES.contains(name) && !isIgnored(name);
    }

    static boolean isIgnored(String name) {
        return name.startsWith("activemq.") || name.startsWith("JMS") || name.startsWith("AMQ_");
    }

    private static boolean flag(StompHeaders headers, String name) throws BrokerException {
        String value = headers.get(name);
        if (value == null || value.equals("false")) {
            return false;
        }
        if (value.equals("true")) {
            return true;
        }
        throw badHeader(name + " is true or false");
    }

    private static long number(StompHeaders headers, String name, long absent, long max) throws BrokerException {
        @Nullable Long value = decimal(headers.get(name), absent);
        if (value == null || value > max) {
            throw badHeader(name + " is a number from 0 to " + max);
        }
        return value;
    }

    private static @Nullable Long decimal(@Nullable String digits, long absent) {
        if (digits == null) {
            return absent;
        }
        boolean plain =
                !digits.isEmpty() && digits.length() <= 18 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return plain ? Long.valueOf(digits) : null;
    }

    private static BrokerException badHeader(String rule) {
        return new BrokerException(BrokerException.Kind.BAD_HEADER, rule);
    }
}
