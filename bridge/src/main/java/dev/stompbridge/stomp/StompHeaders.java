package dev.stompbridge.stomp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a frame: an immutable list in the order of the wire, in which a name may repeat. Names are
 * case-sensitive (STOMP 1.2 "STOMP Frames"). Held as one array of strings; a look-up walks it, for a frame has few
 * headers.
 */
public final class StompHeaders implements Iterable<StompHeader> {
    private static final String[] NOTHING = {};
    private static final StompHeaders EMPTY = new StompHeaders(NOTHING);

    /** Name, value, name, value and so on. */
    private final String[] entries;

    private StompHeaders(String[] entries) {
        this.entries = entries;
    }

    /** Headers from names and values in turn: {@code of("version", "1.2", "heart-beat", "0,0")}. */
    public static StompHeaders of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("A header name lacks its value.");
        }
        Builder builder = builder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            builder.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return builder.build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** How many entries there are, repeated ones included. */
    public int size() {
        return entries.length / 2;
    }

    /**
     * The value of the first entry of this name, which is the one that counts (STOMP 1.2 "Repeated Header Entries"), or
     * null.
     */
    public @Nullable String get(String name) {
        for (int i = 0; i < entries.length; i += 2) {
            if (entries[i].equals(name)) {
                return entries[i + 1];
            }
        }
        return null;
    }

    /** The values of all entries of this name, the one that counts first; empty if there is none. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(1);
        for (int i = 0; i < entries.length; i += 2) {
            if (entries[i].equals(name)) {
                values.add(entries[i + 1]);
            }
        }
        return values;
    }

    /** The same names with spaces and tabs taken off both ends of each value, as 1.0 wants it. */
    StompHeaders withTrimmedValues() {
        String[] trimmed = entries.clone();
        for (int i = 1; i < trimmed.length; i += 2) {
            trimmed[i] = trim(trimmed[i]);
        }
        return new StompHeaders(trimmed);
    }

    private static String trim(String value) {
        int start = 0;
        int end = value.length();
        while (start < end && isPadding(value.charAt(start))) {
            start++;
        }
        while (start < end && isPadding(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(start, end);
    }

    private static boolean isPadding(char c) {
        return c == ' ' || c == '\t';
    }

    @Override
    public Iterator<StompHeader> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < entries.length;
            }

            @Override
            public StompHeader next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                StompHeader header = new StompHeader(entries[next], entries[next + 1]);
                next += 2;
                return header;
            }
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StompHeaders headers && Arrays.equals(entries, headers.entries);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(entries);
    }

    /** The names only: a value may be a passcode or a token. */
    @Override
    public String toString() {
        List<String> names = new ArrayList<>(size());
        forEach(header -> names.add(header.name()));
        return names.toString();
    }

    /** Collects headers in order. */
    public static final class Builder {
        private static final int FIRST_CAPACITY = 16;

        private String[] entries = NOTHING;
        private int length;

        private Builder() {}

        /** Adds an entry behind all others, also behind those of the same name. */
        public Builder add(String name, String value) {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("A header name must not be empty.");
            }
            if (length == entries.length) {
                entries = Arrays.copyOf(entries, Math.max(FIRST_CAPACITY, 2 * length));
            }
            entries[length] = name;
            entries[length + 1] = value;
            length += 2;
            return this;
        }

        /** Adds all entries of {@code headers} in their order. */
        public Builder addAll(StompHeaders headers) {
            headers.forEach(header -> add(header.name(), header.value()));
            return this;
        }

        /** How many entries there are so far. */
        public int size() {
            return length / 2;
        }

        public StompHeaders build() {
            return length == 0 ? EMPTY : new StompHeaders(Arrays.copyOf(entries, length));
        }
    }
}
