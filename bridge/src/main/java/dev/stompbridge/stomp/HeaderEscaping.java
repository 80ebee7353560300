package dev.stompbridge.stomp;

import org.jspecify.annotations.Nullable;

/**
 * How the octets that delimit headers appear inside them (STOMP 1.1 and 1.2 "Value Encoding").
 *
 * <table>
 * <caption>What becomes of an octet on its way out</caption>
 * <tr><th></th><th>{@link #LITERAL}</th><th>{@link #V1_1}</th><th>{@link #V1_2}</th></tr>
 * <tr><td>backslash</td><td>itself</td><td>{@code \\}</td><td>{@code \\}</td></tr>
 * <tr><td>colon in a value</td><td>itself</td><td>{@code \c}</td><td>{@code \c}</td></tr>
 * <tr><td>colon in a name</td><td>header dropped</td><td>{@code \c}</td><td>{@code \c}</td></tr>
 * <tr><td>LF</td><td>space, name: dropped</td><td>{@code \n}</td><td>{@code \n}</td></tr>
 * <tr><td>CR</td><td>space, name: dropped</td><td>space, name: dropped</td><td>{@code \r}</td></tr>
 * <tr><td>NUL</td><td>space, name: dropped</td><td>space, name: dropped</td><td>space, name: dropped</td></tr>
 * </table>
 *
 * <p>What cannot be expressed to a receiver must not become something else there: a value loses one character, but a
 * changed name would be another header. 1.1 would allow a raw CR in a value, but receivers that know 1.2 take it for
 * half a line end and some end the connection.
 */
enum HeaderEscaping {
    /** 1.0, and CONNECT, STOMP and CONNECTED of all versions: a line is split at its first colon and taken as it is. */
    LITERAL,
    V1_1,
    V1_2;

    private static final char NUL = '\0';

    /** What applies to the headers of this command. */
    static HeaderEscaping of(StompCommand command, StompVersion version) {
        if (!command.hasEscapedHeaders()) {
            return LITERAL;
        }
        return switch (version) {
            case V1_0 -> LITERAL;
            case V1_1 -> V1_1;
            case V1_2 -> V1_2;
        };
    }

    /** The text behind a name or value as it was sent. An undefined escape is a violation. */
    String unescape(String sent) throws StompViolation {
        int backslash = this == LITERAL ? -1 : sent.indexOf('\\');
        if (backslash < 0) {
            return sent;
        }
        StringBuilder text = new StringBuilder(sent.length());
        int plain = 0;
        while (backslash >= 0) {
            char code = backslash + 1 < sent.length() ? sent.charAt(backslash + 1) : NUL;
            text.append(sent, plain, backslash).append(unescaped(code));
            plain = backslash + 2;
            backslash = sent.indexOf('\\', plain);
        }
        return text.append(sent, plain, sent.length()).toString();
    }

    private char unescaped(char code) throws StompViolation {
        if (code == 'n') {
            return '\n';
        }
        if (code == 'c') {
            return ':';
        }
        if (code == '\\') {
            return '\\';
        }
        if (code == 'r' && this == V1_2) {
            return '\r';
        }
        throw new StompViolation("A header must not contain an undefined escape.");
    }

    /** Whether the receiver would read the same name; a header of any other name is dropped. */
    boolean canExpressName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean expressible = switch (c) {
                case NUL -> false;
                case '\r' -> this == V1_2;
                case '\n', ':' -> this != LITERAL;
                default -> true;
            };
            if (!expressible) {
                return false;
            }
        }
        return this != LITERAL || name.equals(name.strip());
    }

    /** Whether the receiver would read the same value; in any other one characters become spaces. */
    boolean canExpressValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) != ' ' && " ".equals(escaped(value.charAt(i)))) {
                return false;
            }
        }
        return true;
    }

    /** Appends a name that can be expressed, or a value. */
    void escape(String text, StringBuilder out) {
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            String escaped = escaped(text.charAt(i));
            if (escaped != null) {
                out.append(text, plain, i).append(escaped);
                plain = i + 1;
            }
        }
        out.append(text, plain, text.length());
    }

    /** What is sent in place of a character, or null for the character itself. */
    private @Nullable String escaped(char c) {
        return switch (c) {
            case NUL -> " ";
            case '\r' -> this == V1_2 ? "\\r" : " ";
            case '\n' -> this == LITERAL ? " " : "\\n";
            case ':' -> this == LITERAL ? null : "\\c";
            case '\\' -> this == LITERAL ? null : "\\\\";
            default -> null;
        };
    }
}
