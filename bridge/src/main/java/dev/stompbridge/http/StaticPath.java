package dev.stompbridge.http;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the index of static files: {@code /name/name}, decoded. No segment begins with a dot, and no key holds a
 * control character, a backslash or a percent sign, so that a path which is decoded twice, or handed to a file system,
 * could mean nothing else.
 */
final class StaticPath {

    private static final String UNRESERVED_MARKS = "-._~/";

    private StaticPath() {}

    static boolean isKey(String text) {
        if (!text.startsWith("/") || text.contains("/.")) {
            return false;
        }
        return text.chars().noneMatch(c -> Character.isISOControl(c) || c == '\\' || c == '%');
    }

    /** Decodes the path of a request once, or returns null if the result can be no key. */
    static @Nullable String decode(String path) {
        ByteBuffer bytes = ByteBuffer.allocate(path.length());
        int i = 0;
        while (i < path.length()) {
            int b = octet(path, i);
            if (b < 0) {
                return null;
            }
            bytes.put((byte) b);
            i += path.charAt(i) == '%' ? 3 : 1;
        }
        try {
            CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
            String key = decoded.toString();
            return isKey(key) ? key : null;
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }

    /** The octet that begins at this index, or -1: an encoded slash would move the borders of segments. */
    private static int octet(String path, int i) {
        char c = path.charAt(i);
        if (c != '%') {
            return c < 0x80 ? c : -1;
        }
        if (i + 2 >= path.length()) {
            return -1;
        }
        int high = HttpSyntax.hexDigit(path.charAt(i + 1));
        int low = HttpSyntax.hexDigit(path.charAt(i + 2));
        int octet = high << 4 | low;
        return high < 0 || low < 0 || octet == '/' ? -1 : octet;
    }

    /** The path of a key as it stands in a Location header (RFC 3986 §2.1). */
    static String encode(String key) {
        StringBuilder path = new StringBuilder(key.length());
        for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xff;
            if (c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED_MARKS.indexOf(c) >= 0)) {
                path.append((char) c);
            } else {
                path.append(String.format("%%%02X", c));
            }
        }
        return path.toString();
    }
}
