package dev.stompbridge.broker;

import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTopic;

/**
 * A destination as browsers write it, such as {@code /topic/stock.NVDA}, checked.
 *
 * <p>Names reach the broker only through this class: its own syntax for options ({@code ?}), composites ({@code ,}) and
 * schemes ({@code ://}) never does.
 */
public final class DestinationName {
    /** Longer than any sensible name and short enough to be stored once per destination. */
    public static final int MAX_LENGTH = 256;

    private static final String TOPIC = "/topic/";
    private static final String QUEUE = "/queue/";

    private final boolean topic;
    private final String name;

    private DestinationName(boolean topic, String name) {
        this.topic = topic;
        this.name = name;
    }

    /** A name to subscribe to; {@code *} and {@code >} stand for one and for all remaining parts. */
    public static DestinationName forSubscribe(String text) throws BrokerException {
        return parse(text);
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
        if (text.length() > MAX_LENGTH) {
            throw invalid("the destination is longer than " + MAX_LENGTH + " characters");
        }
        if (text.startsWith("/temp-queue/") || text.startsWith("/temp-topic/")) {
            throw new BrokerException(BrokerException.Kind.UNSUPPORTED, "temporary destinations are not supported");
        }
        boolean topic = text.startsWith(TOPIC);
        if (!topic && !text.startsWith(QUEUE)) {
            throw invalid("a destination starts with /topic/ or /queue/");
        }
        String name = text.substring(TOPIC.length());
        checkParts(name);
        return new DestinationName(topic, name);
    }

    private static void checkParts(String name) throws BrokerException {
        for (String part : name.split("\\.", -1)) {
            if (part.isEmpty()) {
                throw invalid("a destination has no empty part between its dots");
            }
            boolean wildcard = part.equals("*") || part.equals(">");
            if (!wildcard && !part.chars().allMatch(DestinationName::isPlain)) {
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

    private static boolean isPlain(int c) {
        return Character.isLetterOrDigit(c) || (c < 0x80 && "-_$+@~:/".indexOf(c) >= 0);
    }

    private static BrokerException invalid(String rule) {
        return new BrokerException(BrokerException.Kind.BAD_DESTINATION, rule);
    }

    public boolean isTopic() {
        return topic;
    }

    public boolean isWildcard() {
        return name.indexOf('*') >= 0 || name.indexOf('>') >= 0;
    }

    ActiveMQDestination toActiveMQ() {
        return topic ? new ActiveMQTopic(name) : new ActiveMQQueue(name);
    }

    /** The form that browsers know, of a destination that the broker names; null if it has none. */
    static @org.jspecify.annotations.Nullable String ofActiveMQ(ActiveMQDestination destination) {
        if (destination.isTemporary()) {
            return null;
        }
        return (destination.isTopic() ? TOPIC : QUEUE) + destination.getPhysicalName();
    }

    @Override
    public String toString() {
        return (topic ? TOPIC : QUEUE) + name;
    }
}
