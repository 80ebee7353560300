package dev.stompbridge.fanout;

import dev.stompbridge.stomp.StompHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Says which messages are of one thing, so that the later replaces the earlier: those of one destination, or those in it
 * that have the same value in a header or in a field of their JSON body. Messages of two destinations never have the same
 * key. Immutable, any thread.
 */
public final class ConflationKey {
    /** The destination alone; then headers and body are not looked at. */
    public static final ConflationKey DESTINATION = new ConflationKey("destination", (headers, body) -> null);

    /** A longer value counts as none: keys stay in memory for as long as somebody waits for their messages. */
    static final int MAX_VALUE_LENGTH = 256;

    private static final String HEADER = "header:";
    private static final String JSON = "json:";
    /** Stands in no destination. */
    private static final char SEPARATOR = '\n';

    private interface Part {
        /** Null if the message lacks it. */
        @Nullable
        String of(StompHeaders headers, byte[] body);
    }

    private final String text;
    private final Part part;

    private ConflationKey(String text, Part part) {
        this.text = text;
        this.part = part;
    }

    /**
     * Reads {@code destination}, {@code header:NAME} or {@code json:PATH}; a path has names with dots between, as in
     * {@code json:quote.symbol}. Throws {@link IllegalArgumentException} if it is none of them.
     */
    public static ConflationKey parse(String text) {
        if (text.equals(DESTINATION.text)) {
            return DESTINATION;
        }
        if (text.startsWith(HEADER) && text.length() > HEADER.length()) {
            String name = text.substring(HEADER.length());
            return new ConflationKey(text, (headers, body) -> headers.get(name));
        }
        if (text.startsWith(JSON)) {
            JsonField field = JsonField.parse(text.substring(JSON.length()));
            return new ConflationKey(text, (headers, body) -> field.of(body));
        }
        throw new IllegalArgumentException(text + " is no key of messages.");
    }

    /** The key of a message; the destination itself if the message lacks the header or the field. */
    public String of(String destination, StompHeaders headers, byte[] body) {
        String value = part.of(headers, body);
        return value == null || value.length() > MAX_VALUE_LENGTH ? destination : destination + SEPARATOR + value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConflationKey key && text.equals(key.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return text;
    }
}
