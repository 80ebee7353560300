package dev.stompbridge.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The field lines of a message in the order received. Names are compared without regard to case (RFC 9110 §5.1); the
 * limit on their number keeps a linear search cheap.
 */
public record HttpHeaders(List<HttpHeader> list) {

    /** Copies the list. */
    public HttpHeaders {
        list = List.copyOf(list);
    }

    /** The values of all lines of this name, in order; empty if there is none. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(1);
        for (HttpHeader header : list) {
            if (header.is(name)) {
                values.add(header.value());
            }
        }
        return values;
    }

    /** The value of the first line of this name, or null. */
    public @Nullable String first(String name) {
        for (HttpHeader header : list) {
            if (header.is(name)) {
                return header.value();
            }
        }
        return null;
    }

    /**
     * The elements of a comma-separated list over all lines of this name, without empty elements (RFC 9110 §5.3,
     * §5.6.1.2). Knows no quoted strings: for lists of tokens.
     */
    public List<String> elements(String name) {
        List<String> elements = new ArrayList<>(2);
        for (String value : all(name)) {
            for (String element : value.split(",", -1)) {
                String trimmed = HttpSyntax.trim(element);
                if (!trimmed.isEmpty()) {
                    elements.add(trimmed);
                }
            }
        }
        return elements;
    }

    /** Whether one element of the list is this token, without regard to case. */
    public boolean hasToken(String name, String token) {
        for (String element : elements(name)) {
            if (element.equalsIgnoreCase(token)) {
                return true;
            }
        }
        return false;
    }
}
