package dev.stompbridge.broker;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTempDestination;
import org.apache.activemq.command.ActiveMQTempQueue;
import org.apache.activemq.command.ActiveMQTempTopic;
import org.apache.activemq.command.ActiveMQTopic;
import org.jspecify.annotations.Nullable;

/**
 * A destination as browsers write it, checked: {@code /topic/stock.NVDA}; {@code /temp-queue/answers}, which is the
 * session's own; {@code /remote-temp-queue/ID:…}, which is another's, by the broker's name; or several plain names
 * separated by commas, a composite.
 *
 * <p>Names reach the broker only through this class: its own syntax for options ({@code ?}), composites ({@code ,}) and
 * schemes ({@code ://}) never does.
 */
public final class DestinationName {
    /** Of one name. Longer than any sensible name and short enough to be stored once per destination. */
    public static final int MAX_LENGTH = 256;

    /** The broker copies a message once for each. */
    public static final int MAX_PARTS = 8;

    /** Of the number of a temporary destination: a long. */
    private static final int MAX_DIGITS = 19;

    private static final String SEPARATOR = String.valueOf(ActiveMQDestination.COMPOSITE_SEPERATOR);

    private enum Kind {
        TOPIC("/topic/", true),
        QUEUE("/queue/", false),
        TEMPORARY_TOPIC("/temp-topic/", true),
        TEMPORARY_QUEUE("/temp-queue/", false),
        REMOTE_TOPIC("/remote-temp-topic/", true),
        REMOTE_QUEUE("/remote-temp-queue/", false);

        private final String prefix;
        private final boolean topic;

        Kind(String prefix, boolean topic) {
            this.prefix = prefix;
            this.topic = topic;
        }

        static Kind of(String text) throws BrokerException {
            for (Kind kind : values()) {
                if (text.startsWith(kind.prefix)) {
                    return kind;
                }
            }
            throw invalid("a destination starts with /topic/, /queue/, /temp-topic/ or /temp-queue/");
        }

        boolean isPlain() {
            return this == TOPIC || this == QUEUE;
        }

        boolean isOwn() {
            return this == TEMPORARY_TOPIC || this == TEMPORARY_QUEUE;
        }
    }

    private record Part(Kind kind, String name) {
        boolean isWildcard() {
            return name.indexOf('*') >= 0 || name.indexOf('>') >= 0;
        }

        ActiveMQDestination toActiveMQ(TemporaryNames temporary) throws BrokerException {
            return switch (kind) {
                case TOPIC -> new ActiveMQTopic(name);
                case QUEUE -> new ActiveMQQueue(name);
                case TEMPORARY_TOPIC, TEMPORARY_QUEUE -> temporary.resolve(kind.topic, name);
                case REMOTE_TOPIC -> new ActiveMQTempTopic(name);
                case REMOTE_QUEUE -> new ActiveMQTempQueue(name);
            };
        }
    }

    private final String text;

    /** In the order they were written. */
    private final List<Part> parts;

    private DestinationName(String text, List<Part> parts) {
        this.text = text;
        this.parts = parts;
    }

    /**
     * A name to subscribe to; {@code *} and {@code >} stand for one and for all remaining parts. A composite is of
     * topics or of queues, for the broker looks for all of its names among those of the first one's kind.
     */
    public static DestinationName forSubscribe(String text) throws BrokerException {
        DestinationName parsed = parse(text);
        boolean topic = parsed.isTopic();
        for (Part part : parsed.parts) {
            if (!part.kind().isPlain() && !part.kind().isOwn()) {
                throw invalid("nobody subscribes to the temporary destination of somebody else");
            }
            if (part.kind().topic != topic) {
                throw invalid("a subscription is to topics or to queues, not to both");
            }
        }
        return parsed;
    }

    /** A name to send to, without wildcards. */
    public static DestinationName forSend(String text) throws BrokerException {
        DestinationName parsed = parse(text);
        if (parsed.isWildcard()) {
            throw invalid("a message is sent to one destination, without wildcards");
        }
        return parsed;
    }

    private static DestinationName parse(String text) throws BrokerException {
        if (text.length() > MAX_PARTS * (MAX_LENGTH + 1)) {
            throw tooLong();
        }
        String[] names = text.split(SEPARATOR, -1);
        if (names.length == 1) {
            return new DestinationName(text, List.of(part(text)));
        }
        if (names.length > MAX_PARTS) {
            throw invalid("a composite destination has at most " + MAX_PARTS + " names");
        }
        Part[] parts = new Part[names.length];
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.length; i++) {
            Part part = part(names[i]);
            if (!part.kind().isPlain() || part.isWildcard() || !seen.add(names[i])) {
                throw invalid("a composite destination has different plain names, each with /topic/ or /queue/");
            }
            parts[i] = part;
        }
        return new DestinationName(text, List.of(parts));
    }

    private static Part part(String text) throws BrokerException {
        if (text.length() > MAX_LENGTH) {
            throw tooLong();
        }
        Kind kind = Kind.of(text);
        Part part = new Part(kind, text.substring(kind.prefix.length()));
        if (!kind.isPlain() && !kind.isOwn()) {
            checkRemote(part.name());
        } else {
            checkSegments(part.name());
        }
        if (!kind.isPlain() && part.isWildcard()) {
            throw invalid("a temporary destination has no wildcards");
        }
        return part;
    }

    private static void checkSegments(String name) throws BrokerException {
        for (String segment : name.split("\\.", -1)) {
            if (segment.isEmpty()) {
                throw invalid("a destination has no empty part between its dots");
            }
            boolean wildcard = segment.equals("*") || segment.equals(">");
            if (!wildcard && !segment.chars().allMatch(DestinationName::isPlain)) {
                throw invalid("a destination consists of letters, digits and - _ $ + @ ~ : / separated by dots");
            }
        }
        int rest = name.indexOf('>');
        if (rest >= 0 && rest != name.length() - 1) {
            throw invalid("the wildcard > stands at the end only");
        }
        if (name.contains("://")) {
            throw invalid("a destination has no scheme");
        }
    }

    /** The broker reads the owner's connection out of it: connection id, colon, a number. */
    private static void checkRemote(String name) throws BrokerException {
        int colon = name.lastIndexOf(':');
        String number = name.substring(colon + 1);
        boolean readable = colon > 0
                && !name.contains("://")
                && name.chars().allMatch(c -> c == '.' || isPlain(c))
                && isNumber(number);
        if (!readable) {
            throw invalid("a remote temporary destination is named by the reply-to of a message");
        }
    }

    private static boolean isNumber(String digits) {
        return !digits.isEmpty()
                && digits.length() <= MAX_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isPlain(int c) {
        return Character.isLetterOrDigit(c) || (c < 0x80 && "-_$+@~:/".indexOf(c) >= 0);
    }

    private static BrokerException tooLong() {
        return invalid("the destination is longer than " + MAX_LENGTH + " characters");
    }

    private static BrokerException invalid(String rule) {
        return new BrokerException(BrokerException.Kind.BAD_DESTINATION, rule);
    }

    /** Of a composite its first name says so. */
    public boolean isTopic() {
        return parts.get(0).kind().topic;
    }

    public boolean isWildcard() {
        return parts.get(0).isWildcard();
    }

    /** Whether it is one of the session's own temporary destinations. */
    public boolean isTemporary() {
        return parts.get(0).kind().isOwn();
    }

    public boolean isComposite() {
        return parts.size() > 1;
    }

    /** A temporary destination that the session names for the first time is made by this. */
    ActiveMQDestination toActiveMQ(TemporaryNames temporary) throws BrokerException {
        if (!isComposite()) {
            return parts.get(0).toActiveMQ(temporary);
        }
        ActiveMQDestination[] destinations = new ActiveMQDestination[parts.size()];
        for (int i = 0; i < destinations.length; i++) {
            destinations[i] = parts.get(i).toActiveMQ(temporary);
        }
        ActiveMQDestination composite = isTopic() ? new ActiveMQTopic() : new ActiveMQQueue();
        composite.setCompositeDestinations(destinations);
        return composite;
    }

    /** The form that browsers know, of a destination that the broker names; null if it has none. */
    static @Nullable String ofActiveMQ(ActiveMQDestination destination, TemporaryNames temporary) {
        if (destination.isComposite()) {
            return ofComposite(destination.getCompositeDestinations());
        }
        String name = destination.getPhysicalName();
        if (!(destination instanceof ActiveMQTempDestination named)) {
            return (destination.isTopic() ? Kind.TOPIC : Kind.QUEUE).prefix + name;
        }
        String own = temporary.nameOf(named);
        if (own != null) {
            return (destination.isTopic() ? Kind.TEMPORARY_TOPIC : Kind.TEMPORARY_QUEUE).prefix + own;
        }
        return (destination.isTopic() ? Kind.REMOTE_TOPIC : Kind.REMOTE_QUEUE).prefix + name;
    }

    /** Where others wait for an answer in several places; with a temporary one inside it could not be answered. */
    private static @Nullable String ofComposite(ActiveMQDestination[] destinations) {
        StringJoiner joined = new StringJoiner(SEPARATOR);
        for (ActiveMQDestination destination : destinations) {
            if (destination.isTemporary()) {
                return null;
            }
            joined.add((destination.isTopic() ? Kind.TOPIC : Kind.QUEUE).prefix + destination.getPhysicalName());
        }
        return joined.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DestinationName name && text.equals(name.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
