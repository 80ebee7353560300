package dev.stompbridge.stomp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Octets as the specifications print them: {@code ^@} is NUL, {@code ^M} CR, {@code ^xFF} any octet, {@code ^^} a
 * caret.
 */
public final class CaretNotation {
    private CaretNotation() {}

    public static byte[] bytes(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int i = 0;
        while (i < text.length()) {
            if (text.charAt(i) != '^') {
                int c = text.codePointAt(i);
                out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(c);
            } else if (text.charAt(i + 1) == 'x') {
                out.write(Integer.parseInt(text.substring(i + 2, i + 4), 16));
                i += 4;
            } else {
                out.write(text.charAt(i + 1) == '^' ? '^' : text.charAt(i + 1) - '@');
                i += 2;
            }
        }
        return out.toByteArray();
    }

    /** Printable ASCII as itself, every other octet by a caret. */
    public static String text(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            if (b == '^') {
                text.append("^^");
            } else if (b >= 0 && b < ' ') {
                text.append('^').append((char) (b + '@'));
            } else if (b >= ' ' && b < 0x7f) {
                text.append((char) b);
            } else {
                text.append(String.format("^x%02X", b));
            }
        }
        return text.toString();
    }

    static String text(String string) {
        return text(string.getBytes(StandardCharsets.UTF_8));
    }
}
