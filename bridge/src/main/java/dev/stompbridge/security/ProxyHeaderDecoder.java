package dev.stompbridge.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the header that a proxy puts before everything else (the PROXY protocol, versions 1 and 2, §2), byte by byte,
 * so that the result does not depend on how the bytes were split:
 *
 * <pre>
 *   version 1 = "PROXY" SP ( family SP source SP destination SP port SP port / "UNKNOWN" [ SP *any ] ) CR LF
 *   version 2 = signature command-byte family-byte length-in-2-bytes *length
 * </pre>
 *
 * <p>There is no guessing (§2): a connection that begins with anything else is refused. Of version 2 only streams are
 * accepted, and at most {@link #MAX_V2_BYTES} behind the first 16 bytes.
 *
 * <p>One per connection, for one header. After a violation it only discards. Not thread-safe.
 */
public final class ProxyHeaderDecoder {

    /** §2.1: the longest line with its CR and LF. */
    static final int MAX_V1_BYTES = 107;

    /** §2.2: signature, command, family and length. */
    static final int V2_FIXED_BYTES = 16;

    /**
     * What may follow in version 2: the 216 bytes of the longest addresses and 320 of extensions. Proxies send some 100
     * bytes of extensions, and keep a header within the segment that every host takes (RFC 9293 §3.7.1: 536 bytes).
     */
    static final int MAX_V2_BYTES = 536;

    private static final byte[] V1_SIGNATURE = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] V2_SIGNATURE = {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};

    private static final byte[] NOTHING = new byte[0];

    /** What the next byte belongs to. */
    private enum State {
        START,
        V1_SIGNATURE,
        V1_LINE,
        V1_LF,
        V2_SIGNATURE,
        V2_FIXED,
        V2_REST,
        DONE,
        CORRUPT
    }

    private State state = State.START;
    private byte[] header = NOTHING;
    private int length;

    /**
     * Returns the header when it is complete (bytes behind it stay in {@code in}), else null after all bytes were taken.
     * After a violation, thrown once, all bytes are taken and null is returned. Throws IllegalStateException when the
     * header has been returned already.
     */
    public @Nullable ProxyHeader decode(ByteBuffer in) throws ProxyHeaderViolation {
        if (state == State.DONE) {
            throw new IllegalStateException("A connection has one PROXY header.");
        }
        try {
            while (state != State.CORRUPT && in.hasRemaining()) {
                ProxyHeader complete = accept(in.get());
                if (complete != null) {
                    end(State.DONE);
                    return complete;
                }
            }
        } catch (ProxyHeaderViolation violation) {
            end(State.CORRUPT);
            throw violation;
        } finally {
            if (state == State.CORRUPT) {
                in.position(in.limit());
            }
        }
        return null;
    }

    private void end(State last) {
        state = last;
        header = NOTHING;
    }

    private @Nullable ProxyHeader accept(byte b) throws ProxyHeaderViolation {
        switch (state) {
            case START -> start(b);
            case V1_SIGNATURE -> signature(b, V1_SIGNATURE, State.V1_LINE);
            case V1_LINE -> line(b);
            case V1_LF -> {
                return lineFeed(b);
            }
            case V2_SIGNATURE -> signature(b, V2_SIGNATURE, State.V2_FIXED);
            case V2_FIXED -> {
                return fixed(b);
            }
            case V2_REST -> {
                return rest(b);
            }
            case DONE, CORRUPT -> throw new IllegalStateException("No more bytes are taken.");
        }
        return null;
    }

    private void start(byte b) throws ProxyHeaderViolation {
        boolean text = b == V1_SIGNATURE[0];
        header = new byte[text ? MAX_V1_BYTES : V2_FIXED_BYTES];
        state = text ? State.V1_SIGNATURE : State.V2_SIGNATURE;
        accept(b);
    }

    private void signature(byte b, byte[] expected, State next) throws ProxyHeaderViolation {
        if (b != expected[length]) {
            throw new ProxyHeaderViolation("The connection begins with a PROXY protocol header (§2).");
        }
        keep(b);
        if (length == expected.length) {
            state = next;
        }
    }

    private void line(byte b) throws ProxyHeaderViolation {
        if (b == '\r') {
            state = State.V1_LF;
        } else if (b == '\n') {
            throw new ProxyHeaderViolation("A line of version 1 ends with CR and LF (§2.1).");
        }
        // The last two are the CR and the LF.
        if (b != '\r' && length == MAX_V1_BYTES - 2) {
            throw new ProxyHeaderViolation("A line of version 1 has at most 107 bytes (§2.1).");
        }
        keep(b);
    }

    private ProxyHeader lineFeed(byte b) throws ProxyHeaderViolation {
        if (b != '\n') {
            throw new ProxyHeaderViolation("A line of version 1 ends with CR and LF (§2.1).");
        }
        int start = V1_SIGNATURE.length;
        return ProxyLine.parse(new String(header, start, length - 1 - start, StandardCharsets.ISO_8859_1));
    }

    private @Nullable ProxyHeader fixed(byte b) throws ProxyHeaderViolation {
        keep(b);
        if (length < V2_FIXED_BYTES) {
            return null;
        }
        int more = (header[V2_FIXED_BYTES - 2] & 0xff) << Byte.SIZE | (header[V2_FIXED_BYTES - 1] & 0xff);
        if (more > MAX_V2_BYTES) {
            throw new ProxyHeaderViolation("At most 536 bytes follow the first 16 of version 2.");
        }
        ProxyBlock.checkFixed(header, more);
        header = Arrays.copyOf(header, V2_FIXED_BYTES + more);
        state = State.V2_REST;
        return more == 0 ? ProxyBlock.parse(header) : null;
    }

    private @Nullable ProxyHeader rest(byte b) throws ProxyHeaderViolation {
        keep(b);
        return length == header.length ? ProxyBlock.parse(header) : null;
    }

    private void keep(byte b) {
        header[length++] = b;
    }
}
