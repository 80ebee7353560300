package dev.stompbridge.stomp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Frames out, for a receiver of a given version. Stateless; lines end in LF.
 *
 * <p>Headers are escaped as the receiver's version has it. What that version cannot express (a line end for a 1.0
 * receiver, a CR for a 1.1 one, NUL for any) becomes a space in a value, and drops the header if it is in the name, so
 * that no header of one peer can end the line, or be read as another header, at an older one. To 1.0 a name is also
 * dropped if it holds a colon or begins or ends with white space, which 1.0 receivers trim. Half a surrogate pair
 * becomes a question mark.
 *
 * <p>{@code content-length} is written where the caller's headers have it, with the true length of the body whatever
 * value they give, as the last header and once; without it, it is added if the body holds a NUL, for then it MUST be
 * there (STOMP 1.2 "Header content-length"). The caller thus chooses if it is sent, but cannot send a frame that is
 * read as another one.
 */
public final class StompEncoder {
    private static final String CONTENT_LENGTH = "content-length";
    private static final String SUBSCRIPTION = "subscription";
    private static final int INITIAL_HEAD_CHARS = 256;

    private StompEncoder() {}

    /** The whole frame with the NUL that ends it. */
    public static byte[] encode(StompFrame frame, StompVersion version) {
        return whole(encodeHead(frame, version), frame.body());
    }

    /** The frame up to its body, blank line included: what follows on the wire is the body and one NUL. */
    public static byte[] encodeHead(StompFrame frame, StompVersion version) {
        StringBuilder head = new StringBuilder(INITIAL_HEAD_CHARS);
        head.append(frame.command().name()).append('\n');
        appendHeaders(frame, version, "", head);
        return bytes(head);
    }

    /**
     * How the MESSAGE frames of one subscription begin: the command and {@code subscription}, which is all that differs
     * between its subscribers. {@link #encodeTail} is what follows.
     */
    public static byte[] encodeSubscription(String subscription, StompVersion version) {
        StringBuilder start = new StringBuilder(INITIAL_HEAD_CHARS);
        start.append(StompCommand.MESSAGE.name()).append('\n');
        appendHeader(SUBSCRIPTION, subscription, HeaderEscaping.of(StompCommand.MESSAGE, version), start);
        return bytes(start);
    }

    /** All headers but {@code subscription}, the blank line, the body and the NUL: what all subscribers share. */
    public static byte[] encodeTail(StompFrame frame, StompVersion version) {
        StringBuilder head = new StringBuilder(INITIAL_HEAD_CHARS);
        appendHeaders(frame, version, SUBSCRIPTION, head);
        return whole(bytes(head), frame.body());
    }

    /** How many headers of the frame a receiver of this version gets changed or not at all, for the caller to count. */
    public static int inexpressibleHeaders(StompFrame frame, StompVersion version) {
        HeaderEscaping escaping = HeaderEscaping.of(frame.command(), version);
        int count = 0;
        for (StompHeader header : frame.headers()) {
            if (!escaping.canExpressName(header.name()) || !escaping.canExpressValue(header.value())) {
                count++;
            }
        }
        return count;
    }

    /** All headers except those of one name, and the blank line. */
    private static void appendHeaders(StompFrame frame, StompVersion version, String except, StringBuilder head) {
        HeaderEscaping escaping = HeaderEscaping.of(frame.command(), version);
        boolean withLength = hasNul(frame.body());
        for (StompHeader header : frame.headers()) {
            String name = header.name();
            if (name.equals(CONTENT_LENGTH)) {
                withLength = true;
            } else if (!name.equals(except)) {
                appendHeader(name, header.value(), escaping, head);
            }
        }
        if (withLength) {
            appendHeader(CONTENT_LENGTH, Integer.toString(frame.body().length), escaping, head);
        }
        head.append('\n');
    }

    private static byte[] whole(byte[] head, byte[] body) {
        byte[] encoded = Arrays.copyOf(head, head.length + body.length + 1);
        System.arraycopy(body, 0, encoded, head.length, body.length);
        return encoded;
    }

    private static byte[] bytes(StringBuilder text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void appendHeader(String name, String value, HeaderEscaping escaping, StringBuilder head) {
        if (!escaping.canExpressName(name)) {
            return;
        }
        escaping.escape(name, head);
        head.append(':');
        escaping.escape(value, head);
        head.append('\n');
    }

    private static boolean hasNul(byte[] body) {
        for (byte b : body) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }
}
