package dev.stompbridge.http;

/**
 * One field line. The name is a token; the value holds no control character but HTAB, so that neither can ever break
 * out of its line (RFC 9110 §5.1, §5.5).
 *
 * @param value without the whitespace around it; characters above 127 are opaque octets (ISO-8859-1)
 */
public record HttpHeader(String name, String value) {

    /** Throws IllegalArgumentException for a name or a value that may not go on the wire. */
    public HttpHeader {
        if (!HttpSyntax.isToken(name)) {
            throw new IllegalArgumentException("A header name must be a token.");
        }
        if (!HttpSyntax.isValue(value)) {
            throw new IllegalArgumentException("The value of " + name + " holds a control or a wide character.");
        }
    }

    /** Whether the text is a token (RFC 9110 §5.6.2). */
    public static boolean isToken(String text) {
        return HttpSyntax.isToken(text);
    }

    boolean is(String otherName) {
        return name.equalsIgnoreCase(otherName);
    }
}
