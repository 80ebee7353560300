package dev.stompbridge.route;

import dev.stompbridge.contract.BodySchema;
import dev.stompbridge.contract.ContractViolation;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTextMessage;
import tools.jackson.databind.JsonNode;

/**
 * Makes of each message of the source what the route sends: a text message for the target, or the message itself with
 * the reason for the invalid queue. Immutable.
 *
 * <p>A forwarded message keeps body, delivery mode, priority, what is left of its time to live, correlation id, type and
 * at most {@link #MAX_PROPERTIES} properties; {@code originalMessageId} is the JMSMessageID it had in the source, by
 * which a consumer recognises a duplicate. An invalid message keeps its body and properties and no longer expires.
 */
final class MessageMapping {

    static final String INVALID_REASON = "invalidReason";
    static final String ORIGINAL_MESSAGE_ID = "originalMessageId";
    static final String ORIGINAL_DESTINATION = "originalDestination";
    static final String ROUTE = "route";
    static final int MAX_PROPERTIES = 32;

    /** These say what a route did, so a sender's own of the same name are not passed on. */
    private static final Set<String> OWN = Set.of(INVALID_REASON, ORIGINAL_MESSAGE_ID, ORIGINAL_DESTINATION, ROUTE);

    /** Property names that JMS or the broker acts on; {@code AMQ_SCHEDULED_REPEAT}, for one, multiplies a message. */
    private static final List<String> RESERVED = List.of("JMS", "AMQ_", "scheduledJobId");

    private final RouteSettings settings;
    private final BodySchema schema;
    private final TargetTemplate target;
    private final ActiveMQDestination source;
    private final ActiveMQDestination invalid;
    private final Clock clock;

    MessageMapping(RouteSettings settings, Clock clock) {
        this.settings = settings;
        this.schema = BodySchema.parse(settings.schema());
        this.target = TargetTemplate.parse(settings.target());
        this.source = new ActiveMQQueue(DestinationName.ofQueue("source", settings.source()));
        this.invalid = new ActiveMQQueue(DestinationName.ofQueue("invalid", settings.invalid()));
        this.clock = clock;
    }

    ActiveMQDestination source() {
        return source;
    }

    /** The message checked and mapped. What it is given may be sent on: it must be the route's own copy. */
    Outgoing map(ActiveMQMessage message) throws JMSException {
        try {
            return forward(message);
        } catch (Rejection e) {
            return putAside(message, e);
        }
    }

    private Outgoing forward(ActiveMQMessage in) throws Rejection, JMSException {
        String body = BodyText.of(in);
        ActiveMQDestination destination = target.resolve(checked(body));
        if (destination.equals(source)) {
            throw new Rejection(InvalidReason.TARGET, "target: is the source of the route");
        }
        ActiveMQTextMessage out = new ActiveMQTextMessage();
        out.setText(body);
        out.setJMSDeliveryMode(in.getJMSDeliveryMode());
        out.setJMSPriority(in.getJMSPriority());
        out.setJMSCorrelationID(in.getJMSCorrelationID());
        out.setJMSType(in.getJMSType());
        copyProperties(in, out);
        out.setStringProperty(ORIGINAL_MESSAGE_ID, in.getJMSMessageID());
        return new Outgoing(destination, out, timeToLive(in), null);
    }

    private JsonNode checked(String body) throws Rejection {
        try {
            return schema.check(body);
        } catch (ContractViolation e) {
            boolean json = e.kind() == ContractViolation.Kind.JSON;
            throw new Rejection(json ? InvalidReason.JSON : InvalidReason.SCHEMA, e.rule());
        }
    }

    private static void copyProperties(ActiveMQMessage in, ActiveMQMessage out) throws Rejection, JMSException {
        Set<String> names = propertyNames(in);
        if (names.size() > MAX_PROPERTIES) {
            throw new Rejection(InvalidReason.HEADERS, "headers: more than " + MAX_PROPERTIES);
        }
        for (String name : names) {
            Object value = name.isEmpty() || OWN.contains(name) || isReserved(name) ? null : in.getObjectProperty(name);
            if (value instanceof String || value instanceof Number || value instanceof Boolean) {
                out.setObjectProperty(name, value);
            }
        }
    }

    private static Set<String> propertyNames(ActiveMQMessage in) throws Rejection {
        try {
            return in.getProperties().keySet();
        } catch (IOException e) {
            throw new Rejection(InvalidReason.HEADERS, "headers: cannot be read");
        }
    }

    private static boolean isReserved(String name) {
        return RESERVED.stream().anyMatch(name::startsWith);
    }

    private long timeToLive(ActiveMQMessage in) throws Rejection {
        if (in.getExpiration() == 0) {
            return 0;
        }
        long left = in.getExpiration() - clock.millis();
        if (left <= 0) {
            throw new Rejection(InvalidReason.EXPIRED, "expiry: passed before the message was forwarded");
        }
        return left;
    }

    /** The message for the invalid queue, its body as it came. */
    Outgoing putAside(ActiveMQMessage message, Rejection rejection) throws JMSException {
        removeReserved(message);
        // What the copy brought with it from its own SEND: that asked for a response, and it counts against the memory
        // of the source.
        message.setResponseRequired(false);
        message.setMemoryUsage(null);
        message.setStringProperty(INVALID_REASON, rejection.rule());
        message.setStringProperty(ORIGINAL_MESSAGE_ID, message.getJMSMessageID());
        message.setStringProperty(ORIGINAL_DESTINATION, settings.source());
        message.setStringProperty(ROUTE, settings.name());
        return new Outgoing(invalid, message, 0, rejection.reason());
    }

    private static void removeReserved(ActiveMQMessage message) {
        message.setReadOnlyProperties(false);
        try {
            for (String name : List.copyOf(message.getProperties().keySet())) {
                if (isReserved(name)) {
                    message.removeProperty(name);
                }
            }
        } catch (IOException e) {
            message.clearProperties();
        }
    }
}
