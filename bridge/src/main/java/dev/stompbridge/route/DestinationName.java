package dev.stompbridge.route;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The names of queues and topics a route may use.
 *
 * <pre>
 * name    = segment *( "." segment )      ; at most 200 characters, first segment not "ActiveMQ"
 * segment = 1*( ALPHA / DIGIT / "-" / "_" )
 * </pre>
 *
 * So a name never holds a wildcard ({@code *}, {@code >}), a composite ({@code ,}), options ({@code ?}) or a scheme.
 */
final class DestinationName {

    static final int MAX_LENGTH = 200;
    static final String QUEUE = "queue://";
    static final String TOPIC = "topic://";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*+");

    private DestinationName() {}

    /**
     * The physical name of a queue written as {@code queue://name}.
     *
     * @param key names the setting in the error
     * @throws IllegalArgumentException if it is anything else
     */
    static String ofQueue(String key, String address) {
        if (!address.startsWith(QUEUE)) {
            throw new IllegalArgumentException(key + ": must begin with queue://");
        }
        String name = address.substring(QUEUE.length());
        check(key, name);
        return name;
    }

    /** Refuses what is no name, or one the broker keeps for itself. */
    static void check(String key, String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    key + ": the name must be letters, digits, '-' and '_' in segments joined by single dots");
        }
        if (name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(key + ": the name is longer than " + MAX_LENGTH + " characters");
        }
        String first = name.split("\\.", 2)[0];
        if (first.toLowerCase(Locale.ROOT).equals("activemq")) {
            throw new IllegalArgumentException(key + ": names that begin with ActiveMQ belong to the broker");
        }
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }
}
