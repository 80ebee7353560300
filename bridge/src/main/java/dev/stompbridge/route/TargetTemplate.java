package dev.stompbridge.route;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTopic;
import tools.jackson.databind.JsonNode;

/**
 * The target of a route, for example {@code topic://stock.{symbol}}: a destination name in which {@code {field}} stands
 * for a string at the top level of the body.
 *
 * <p>The first segment is always fixed text, so no body can reach a destination outside the target's own part of the
 * name space. Immutable.
 */
final class TargetTemplate {

    static final int MAX_FIELDS = 8;
    /** A field's value in a destination name, in characters. */
    static final int MAX_VALUE_LENGTH = 64;

    private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final boolean topic;
    /** One more than {@link #fields}: literal 0, field 0, literal 1, field 1, … */
    private final List<String> literals;

    private final List<String> fields;

    private TargetTemplate(boolean topic, List<String> literals, List<String> fields) {
        this.topic = topic;
        this.literals = List.copyOf(literals);
        this.fields = List.copyOf(fields);
    }

    /** Throws IllegalArgumentException with a sentence that names the rule. */
    static TargetTemplate parse(String target) {
        boolean topic = target.startsWith(DestinationName.TOPIC);
        if (!topic && !target.startsWith(DestinationName.QUEUE)) {
            throw new IllegalArgumentException("target: must begin with topic:// or queue://");
        }
        String rest = target.substring(DestinationName.TOPIC.length());
        List<String> literals = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        int from = 0;
        for (int open = rest.indexOf('{'); open >= 0; open = rest.indexOf('{', from)) {
            int close = rest.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException("target: a '{' is not closed");
            }
            literals.add(rest.substring(from, open));
            fields.add(field(rest.substring(open + 1, close)));
            from = close + 1;
        }
        literals.add(rest.substring(from));
        checkParts(literals, fields);
        return new TargetTemplate(topic, literals, fields);
    }

    private static String field(String name) {
        if (!FIELD.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "target: a field name in braces is 1 to 64 letters, digits, '-' and '_'");
        }
        return name;
    }

    private static void checkParts(List<String> literals, List<String> fields) {
        if (literals.stream().anyMatch(literal -> literal.indexOf('}') >= 0)) {
            throw new IllegalArgumentException("target: a '}' without its '{'");
        }
        DestinationName.check("target", String.join("x", literals));
        if (fields.size() > MAX_FIELDS) {
            throw new IllegalArgumentException("target: more than " + MAX_FIELDS + " fields");
        }
        if (!fields.isEmpty() && literals.get(0).indexOf('.') < 0) {
            throw new IllegalArgumentException("target: the first segment must be fixed text");
        }
    }

    /** The destination for this body, which is an object. */
    ActiveMQDestination resolve(JsonNode body) throws Rejection {
        StringBuilder name = new StringBuilder(literals.get(0));
        for (int i = 0; i < fields.size(); i++) {
            name.append(value(body, fields.get(i))).append(literals.get(i + 1));
        }
        return topic ? new ActiveMQTopic(name.toString()) : new ActiveMQQueue(name.toString());
    }

    private static String value(JsonNode body, String field) throws Rejection {
        JsonNode node = body.get(field);
        if (node == null) {
            throw new Rejection(InvalidReason.TARGET, field + ": is missing");
        }
        if (!node.isString()) {
            throw new Rejection(InvalidReason.TARGET, field + ": is not a string");
        }
        String value = node.stringValue();
        if (value.length() > MAX_VALUE_LENGTH || !DestinationName.isName(value)) {
            throw new Rejection(InvalidReason.TARGET, field + ": not usable in a destination name");
        }
        return value;
    }

    /** The queue this target always is, or the empty string when it is a topic or holds fields. */
    String fixedQueue() {
        return topic || !fields.isEmpty() ? "" : literals.get(0);
    }
}
