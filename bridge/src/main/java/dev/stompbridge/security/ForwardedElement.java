package dev.stompbridge.security;

import dev.stompbridge.http.HttpHeader;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one proxy wrote into Forwarded (RFC 7239 §4), each null if it did not say so:
 *
 * <pre>
 *   forwarded-element = [ forwarded-pair ] *( ";" [ forwarded-pair ] )
 *   forwarded-pair    = token "=" ( token / quoted-string )
 * </pre>
 *
 * @param node the parameter "for", without its quotes
 */
record ForwardedElement(
        @Nullable String node,
        @Nullable String proto,
        @Nullable String host) {

    /** Null for an element that breaks the grammar, says nothing, or says something twice. */
    static @Nullable ForwardedElement parse(String text) {
        Map<String, String> pairs = new HashMap<>();
        int at = 0;
        while (at < text.length()) {
            int end = pairEnd(text, at);
            if (end > at && !readPair(text.substring(at, end), pairs)) {
                return null;
            }
            at = end + 1;
        }
        return pairs.isEmpty() ? null : new ForwardedElement(pairs.get("for"), pairs.get("proto"), pairs.get("host"));
    }

    /** Where the next semicolon outside quotes is, or the end. */
    private static int pairEnd(String text, int start) {
        boolean quoted = false;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            } else if (c == ';' && !quoted) {
                return i;
            }
        }
        return text.length();
    }

    private static boolean readPair(String pair, Map<String, String> pairs) {
        int equals = pair.indexOf('=');
        if (equals < 0 || !HttpHeader.isToken(pair.substring(0, equals))) {
            return false;
        }
        String name = pair.substring(0, equals).toLowerCase(Locale.ROOT);
        String value = pair.substring(equals + 1);
        String read = value.startsWith("\"") ? unquote(value) : value;
        boolean wellFormed = read != null && (value.startsWith("\"") || HttpHeader.isToken(value));
        return wellFormed && pairs.put(name, String.valueOf(read)) == null;
    }

    /** RFC 9110 §5.6.4; null unless the closing quote is the last character. */
    private static @Nullable String unquote(String text) {
        StringBuilder value = new StringBuilder(text.length());
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i == text.length() - 1 ? value.toString() : null;
            }
            if (c == '\\') {
                i++;
                if (i == text.length()) {
                    return null;
                }
                c = text.charAt(i);
            }
            value.append(c);
        }
        return null;
    }
}
