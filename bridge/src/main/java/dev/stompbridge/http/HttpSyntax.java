package dev.stompbridge.http;

/** The character classes of RFC 9110 §5.6 and RFC 3986 §2 and §3. Everything is a byte, 0 to 255. */
final class HttpSyntax {

    private static final boolean[] TOKEN = table("!#$%&'*+-.^_`|~");
    /** RFC 3986 §3.3 pchar and the slash; a percent sign is checked for its two digits elsewhere. */
    private static final boolean[] PATH = table("-._~!$&'()*+,;=:@%/");
    /** RFC 3986 §3.4, and what browsers send as it is (WHATWG URL, "query percent-encode set"). */
    private static final boolean[] QUERY = table("-._~!$&'()*+,;=:@%/?[]{}|\\^`");

    private HttpSyntax() {}

    private static boolean[] table(String marks) {
        boolean[] table = new boolean[256];
        for (int c = '0'; c <= '9'; c++) {
            table[c] = true;
        }
        for (int c = 'a'; c <= 'z'; c++) {
            table[c] = true;
            table[c - 'a' + 'A'] = true;
        }
        marks.chars().forEach(c -> table[c] = true);
        return table;
    }

    static boolean isTokenCharacter(int b) {
        return b < 256 && TOKEN[b];
    }

    static boolean isPathCharacter(int b) {
        return b < 256 && PATH[b];
    }

    static boolean isQueryCharacter(int b) {
        return b < 256 && QUERY[b];
    }

    /** VCHAR of RFC 5234: printable ASCII without the space. */
    static boolean isVisible(int b) {
        return b > ' ' && b < 0x7f;
    }

    /** What may stand in a field value: VCHAR, SP, HTAB and obs-text (RFC 9110 §5.5). */
    static boolean isValueCharacter(int b) {
        return b == '\t' || (b >= ' ' && b != 0x7f && b <= 0xff);
    }

    static boolean isDigit(int b) {
        return b >= '0' && b <= '9';
    }

    static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(HttpSyntax::isTokenCharacter);
    }

    static boolean isValue(String text) {
        return text.chars().allMatch(HttpSyntax::isValueCharacter);
    }

    /** The value of a hexadecimal digit, or -1. */
    static int hexDigit(int b) {
        return b < 0x80 ? Character.digit(b, 16) : -1;
    }

    /** Whether each percent sign is followed by two hexadecimal digits (RFC 3986 §2.1). */
    static boolean hasWholePercentEncodings(String text) {
        for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1)) {
            if (i + 2 >= text.length() || hexDigit(text.charAt(i + 1)) < 0 || hexDigit(text.charAt(i + 2)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Removes optional whitespace, SP and HTAB, on both sides (RFC 9110 §5.6.3). */
    static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
