package dev.stompbridge.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes request heads (RFC 9112 §2.1), byte by byte, so that the result does not depend on how the bytes were split:
 *
 * <pre>
 *   head         = [ CRLF ] request-line *( field-line CRLF ) CRLF
 *   request-line = method SP request-target SP HTTP-version CRLF
 *   field-line   = field-name ":" OWS field-value OWS
 * </pre>
 *
 * <p>Where the RFC lets a recipient be lenient, this one is strict: lines end with CRLF and never with LF alone (§2.2),
 * nothing is folded (§5.2), no whitespace stands before a colon (§5.1) or twice in the request line (§3).
 *
 * <p>Each byte is looked at once, and memory grows with what has arrived, never beyond {@link HttpLimits#maxHeadBytes};
 * between two heads none is held. After a violation the decoder only discards. Not thread-safe: one per connection.
 */
public final class HttpRequestDecoder {

    /** What the next byte belongs to; X_LF waits for the LF after the CR that ended X. */
    private enum State {
        IDLE,
        IDLE_LF,
        METHOD,
        TARGET,
        VERSION,
        VERSION_LF,
        FIELD_START,
        NAME,
        VALUE,
        VALUE_LF,
        END_LF,
        CORRUPT
    }

    /** RFC 9112 §3: a method longer than any known one is 501. The longest registered has 17, the longest here 7. */
    private static final int MAX_METHOD_BYTES = 16;

    private static final int VERSION_BYTES = "HTTP/1.1".length();
    private static final int INITIAL_CAPACITY = 128;
    private static final byte[] NOTHING = new byte[0];

    private final HttpLimits limits;
    private State state = State.IDLE;
    /** One leading empty line is forgiven (RFC 9112 §2.2). */
    private boolean sawEmptyLine;

    private int headBytes;
    /** The element being read: method, target, version, name or value. */
    private byte[] element = NOTHING;

    private int elementLength;

    private String method = "";
    private String target = "";
    private HttpVersion version = HttpVersion.HTTP_1_1;
    private String name = "";
    private List<HttpHeader> headers = new ArrayList<>(0);

    public HttpRequestDecoder(HttpLimits limits) {
        this.limits = limits;
    }

    /**
     * Returns a request when the head is complete (bytes after the head stay in {@code in}), else null after all bytes
     * were taken. After a violation, thrown once, all bytes are taken and null is returned.
     */
    public @Nullable HttpRequest decode(ByteBuffer in) throws HttpViolation {
        try {
            while (state != State.CORRUPT && in.hasRemaining()) {
                HttpRequest request = accept(in.get() & 0xff);
                if (request != null) {
                    return request;
                }
            }
        } catch (HttpViolation violation) {
            forget();
            state = State.CORRUPT;
            throw violation;
        } finally {
            if (state == State.CORRUPT) {
                in.position(in.limit());
            }
        }
        return null;
    }

    /** Whether a head has begun and is neither complete nor refused. An empty line before it does not count. */
    public boolean started() {
        return headBytes > 0;
    }

    private @Nullable HttpRequest accept(int b) throws HttpViolation {
        if (state != State.IDLE && state != State.IDLE_LF) {
            countHeadByte();
        }
        switch (state) {
            case IDLE -> idle(b);
            case IDLE_LF -> emptyLine(b);
            case METHOD -> method(b);
            case TARGET -> target(b);
            case VERSION -> version(b);
            case VERSION_LF -> lineFeed(b, State.FIELD_START);
            case FIELD_START -> fieldStart(b);
            case NAME -> name(b);
            case VALUE -> value(b);
            case VALUE_LF -> field(b);
            case END_LF -> {
                return end(b);
            }
            case CORRUPT -> throw new IllegalStateException("A corrupt decoder takes no bytes.");
        }
        return null;
    }

    private void countHeadByte() throws HttpViolation {
        if (headBytes == limits.maxHeadBytes()) {
            throw new HttpViolation(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The request head is too large.");
        }
        headBytes++;
    }

    private void idle(int b) throws HttpViolation {
        if (b == '\r' && !sawEmptyLine) {
            state = State.IDLE_LF;
            return;
        }
        if (!HttpSyntax.isTokenCharacter(b)) {
            throw refuse(b, "A request begins with a method (RFC 9112 §3).");
        }
        countHeadByte();
        keep(b);
        state = State.METHOD;
    }

    private void emptyLine(int b) throws HttpViolation {
        lineFeed(b, State.IDLE);
        sawEmptyLine = true;
    }

    private void method(int b) throws HttpViolation {
        if (b == ' ') {
            method = take();
            state = State.TARGET;
            return;
        }
        if (!HttpSyntax.isTokenCharacter(b)) {
            throw refuse(b, "A method is a token and one space follows (RFC 9112 §3).");
        }
        if (elementLength == MAX_METHOD_BYTES) {
            throw new HttpViolation(HttpStatus.NOT_IMPLEMENTED, "The method is longer than any known (RFC 9112 §3).");
        }
        keep(b);
    }

    private void target(int b) throws HttpViolation {
        if (b == ' ' && elementLength > 0) {
            target = take();
            state = State.VERSION;
            return;
        }
        if (!HttpSyntax.isVisible(b)) {
            throw refuse(b, "A request line is method, target and version with one space between (RFC 9112 §3).");
        }
        if (elementLength == limits.maxTargetBytes()) {
            throw new HttpViolation(HttpStatus.URI_TOO_LONG, "The request target is too long.");
        }
        keep(b);
    }

    private void version(int b) throws HttpViolation {
        if (b == '\r') {
            version = RequestHead.version(take());
            state = State.VERSION_LF;
            return;
        }
        if (!HttpSyntax.isVisible(b) || elementLength == VERSION_BYTES) {
            throw refuse(b, "The request line ends with HTTP/ and two digits (RFC 9112 §2.3).");
        }
        keep(b);
    }

    private void fieldStart(int b) throws HttpViolation {
        if (b == '\r') {
            state = State.END_LF;
            return;
        }
        if (b == ' ' || b == '\t') {
            throw HttpViolation.badRequest("A field line is not folded (RFC 9112 §5.2).");
        }
        if (headers.size() == limits.maxHeaders()) {
            throw new HttpViolation(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "There are too many field lines.");
        }
        state = State.NAME;
        name(b);
    }

    private void name(int b) throws HttpViolation {
        if (b == ':' && elementLength > 0) {
            name = take();
            state = State.VALUE;
            return;
        }
        if (!HttpSyntax.isTokenCharacter(b)) {
            throw refuse(b, "A field name is a token and a colon follows at once (RFC 9112 §5.1).");
        }
        keep(b);
    }

    private void value(int b) throws HttpViolation {
        if (b == '\r') {
            state = State.VALUE_LF;
            return;
        }
        if (!HttpSyntax.isValueCharacter(b)) {
            throw refuse(b, "A field value holds no control character (RFC 9110 §5.5).");
        }
        keep(b);
    }

    private void field(int b) throws HttpViolation {
        lineFeed(b, State.FIELD_START);
        headers.add(new HttpHeader(name, HttpSyntax.trim(take())));
    }

    private HttpRequest end(int b) throws HttpViolation {
        lineFeed(b, State.IDLE);
        RequestHead head = new RequestHead(method, target, version, new HttpHeaders(headers));
        int received = headBytes;
        forget();
        return head.toRequest(received);
    }

    private void lineFeed(int b, State next) throws HttpViolation {
        if (b != '\n') {
            throw HttpViolation.badRequest("CR stands only before LF (RFC 9112 §2.2).");
        }
        state = next;
    }

    /** The same byte is a bare LF in any place; otherwise the place names its rule. */
    private static HttpViolation refuse(int b, String rule) {
        return HttpViolation.badRequest(b == '\n' ? "LF stands only after CR (RFC 9112 §2.2)." : rule);
    }

    private void keep(int b) {
        if (elementLength == element.length) {
            int doubled = Math.max(INITIAL_CAPACITY, 2 * element.length);
            element = Arrays.copyOf(element, Math.min(doubled, Math.max(limits.maxHeadBytes(), INITIAL_CAPACITY)));
        }
        element[elementLength++] = (byte) b;
    }

    private String take() {
        String taken = new String(element, 0, elementLength, StandardCharsets.ISO_8859_1);
        elementLength = 0;
        return taken;
    }

    private void forget() {
        headBytes = 0;
        sawEmptyLine = false;
        element = NOTHING;
        elementLength = 0;
        method = "";
        target = "";
        name = "";
        headers = new ArrayList<>(0);
    }
}
