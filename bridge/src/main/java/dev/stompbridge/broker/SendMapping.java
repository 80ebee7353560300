package dev.stompbridge.broker;

import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompHeader;
import dev.stompbridge.stomp.StompHeaders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.apache.activemq.ScheduledMessage;
import org.apache.activemq.command.ActiveMQBytesMessage;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.util.ByteSequence;

/**
 * A SEND frame as an OpenWire message, in ActiveMQ's documented header vocabulary. What is not in it becomes a property;
 * what ActiveMQ or JMS would give a meaning of its own is refused or left out.
 */
final class SendMapping {
    private static final int DEFAULT_PRIORITY = 4;
    private static final long MAX_EXPIRES = 999_999_999_999_999_999L;

    /** Of a correlation-id and a type. */
    private static final int MAX_TEXT = 1_024;

    /** The broker remembers the groups of a queue. */
    private static final int MAX_GROUP_ID = 256;

    /** Ends a group: its next message may go to another consumer. */
    private static final int CLOSE_GROUP = -1;

    private static final long MAX_DELAY = Duration.ofDays(366).toMillis();
    private static final long MIN_PERIOD = Duration.ofSeconds(1).toMillis();

    /** As many as the broker allows by default. */
    private static final int MAX_REPEAT = 1_000;

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
            ScheduledMessage.AMQ_SCHEDULED_ID);

    private final boolean delays;

    /** Whether the broker can deliver later, {@code delays}, is a matter of its configuration. */
    SendMapping(boolean delays) {
        this.delays = delays;
    }

    ActiveMQMessage toOpenWire(StompFrame frame, TemporaryNames temporary) throws BrokerException {
        StompHeaders headers = frame.headers();
        String destination = headers.get("destination");
        if (destination == null) {
            throw TypedHeaders.bad("SEND needs a destination");
        }
        // Of ActiveMQ's own; StompJMS sends others, which only its own kind understands.
        String transformation = headers.get("transformation");
        if (transformation != null && transformation.startsWith("jms-")) {
            throw unsupported("the header transformation is not supported");
        }
        TypedHeaders typed = new TypedHeaders(headers);
        ActiveMQMessage message = withBody(frame);
        message.setDestination(DestinationName.forSend(destination).toActiveMQ(temporary));
        setMetadata(message, typed);
        String replyTo = headers.get("reply-to");
        if (replyTo != null) {
            message.setReplyTo(replyDestination(replyTo).toActiveMQ(temporary));
        }
        try {
            setProperties(message, headers);
            setDelay(message, typed);
        } catch (IOException e) {
            throw new IllegalStateException("a new message has readable properties", e);
        }
        return message;
    }

    /** With a content-length it is a BytesMessage, without a TextMessage; amq-msg-type says otherwise. */
    private static ActiveMQMessage withBody(StompFrame frame) throws BrokerException {
        String type = frame.headers().get("amq-msg-type");
        boolean bytes = type == null ? frame.headers().get("content-length") != null : type.equals("bytes");
        if (!bytes && type != null && !type.equals("text")) {
            throw TypedHeaders.bad("amq-msg-type is text or bytes");
        }
        ActiveMQMessage message = bytes ? new ActiveMQBytesMessage() : new ActiveMQTextMessage();
        byte[] content = bytes ? frame.body() : TextBody.encode(checkedText(frame.body()));
        message.setContent(new ByteSequence(content));
        return message;
    }

    private static String checkedText(byte[] body) throws BrokerException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw TypedHeaders.bad("a body without content-length is text in UTF-8");
        }
    }

    private static void setMetadata(ActiveMQMessage message, TypedHeaders headers) throws BrokerException {
        message.setPersistent(headers.flag("persistent"));
        message.setPriority((byte) headers.number("priority", DEFAULT_PRIORITY, 0, 9));
        message.setExpiration(headers.number("expires", 0, 0, MAX_EXPIRES));
        message.setTimestamp(System.currentTimeMillis());
        message.setCorrelationId(headers.text("correlation-id", MAX_TEXT));
        message.setType(headers.text("type", MAX_TEXT));
        String group = headers.text("JMSXGroupID", MAX_GROUP_ID);
        if (group != null && group.isEmpty()) {
            throw TypedHeaders.bad("JMSXGroupID has at least one character");
        }
        message.setGroupID(group);
        message.setGroupSequence((int) headers.number("JMSXGroupSeq", 0, CLOSE_GROUP, Integer.MAX_VALUE));
    }

    private static DestinationName replyDestination(String text) throws BrokerException {
        DestinationName name = DestinationName.forSend(text);
        if (name.isComposite()) {
            throw TypedHeaders.bad("reply-to is one destination");
        }
        return name;
    }

    private static void setProperties(ActiveMQMessage message, StompHeaders headers) throws IOException {
        for (StompHeader header : headers) {
            if (isProperty(header.name()) && message.getProperty(header.name()) == null) {
                message.setProperty(header.name(), header.value());
            }
        }
    }

    /** ActiveMQ acts on properties that begin with its name, JMS reserves those that begin with its own. */
    private static boolean isProperty(String name) {
        return !NOT_PROPERTIES.contains(name)
                && !name.startsWith("activemq.")
                && !name.startsWith("JMS")
                && !name.startsWith("AMQ_");
    }

    /** The broker's scheduler reads these from the properties, as numbers. */
    private void setDelay(ActiveMQMessage message, TypedHeaders headers) throws BrokerException, IOException {
        if (headers.has(ScheduledMessage.AMQ_SCHEDULED_CRON)) {
            throw unsupported("the header AMQ_SCHEDULED_CRON is not supported");
        }
        boolean delayed = headers.has(ScheduledMessage.AMQ_SCHEDULED_DELAY);
        boolean periodic = headers.has(ScheduledMessage.AMQ_SCHEDULED_PERIOD);
        boolean repeated = headers.has(ScheduledMessage.AMQ_SCHEDULED_REPEAT);
        if ((delayed || periodic || repeated) && !delays) {
            throw unsupported("delayed delivery is switched off");
        }
        if (periodic != repeated) {
            throw TypedHeaders.bad("AMQ_SCHEDULED_PERIOD and AMQ_SCHEDULED_REPEAT go together");
        }
        if (delayed) {
            message.setProperty(
                    ScheduledMessage.AMQ_SCHEDULED_DELAY,
                    headers.number(ScheduledMessage.AMQ_SCHEDULED_DELAY, 0, 0, MAX_DELAY));
        }
        if (periodic) {
            message.setProperty(
                    ScheduledMessage.AMQ_SCHEDULED_PERIOD,
                    headers.number(ScheduledMessage.AMQ_SCHEDULED_PERIOD, 0, MIN_PERIOD, MAX_DELAY));
            message.setProperty(ScheduledMessage.AMQ_SCHEDULED_REPEAT, (int)
                    headers.number(ScheduledMessage.AMQ_SCHEDULED_REPEAT, 0, 0, MAX_REPEAT));
        }
    }

    private static BrokerException unsupported(String rule) {
        return new BrokerException(BrokerException.Kind.UNSUPPORTED, rule);
    }
}
