package dev.stompbridge.stomp;

import static dev.stompbridge.stomp.StompViolation.require;

import dev.stompbridge.stomp.StompCommand.Sender;
import java.nio.ByteBuffer;

/**
 * Bytes in, frames out. It keeps what is incomplete, looks at each byte once, and finds the same however the bytes are
 * split.
 *
 * <pre>
 * stream  = *( EOL | frame )                       frame = command EOL *( header EOL ) EOL body NUL
 * header  = name ":" value                         EOL   = [CR] LF
 * name    = 1*octet but NUL, LF, ":"               value = *octet but NUL, LF
 * body    = content-length octets, or without that header all up to the first NUL
 * </pre>
 *
 * <p>The version is learnt from the stream, for a client may send on before it has seen CONNECTED: 1.0 at first, then
 * what {@link StompVersion#negotiate} makes of the CONNECT, or what a CONNECTED says. 1.0 knows no escapes and its
 * values are trimmed, since its own examples pad them; 1.1 and 1.2 "MUST never trim". CONNECT, STOMP and CONNECTED are
 * never unescaped.
 *
 * <p>Where this differs from the letter:
 * <ul>
 *   <li>CR LF ends a line in every version, not only in 1.2: a 1.0 or 1.1 value that ends in CR loses it. Any other CR
 *       is a part of the value in 1.0 and 1.1, and a violation in 1.2 and in CONNECT, STOMP and CONNECTED.
 *   <li>A raw colon in a value is a part of it in every version, as all brokers have it; 1.1 and 1.2 would escape it.
 *   <li>1.0 headers may be UTF-8 and may be empty. NUL in a header, which 1.1 and 1.2 do not exclude, is refused.
 *   <li>1.0 allows a body on every command and has it ignored: the frame carries it.
 * </ul>
 *
 * <p>Every limit is checked before a byte is stored beyond it; between frames nothing is stored. After a violation the
 * decoder is corrupt for good and discards what it is given. Used by one thread at a time.
 */
public final class StompDecoder {
    private static final byte NUL = 0;
    private static final byte LF = '\n';
    private static final byte CR = '\r';

    /** What the next byte belongs to. */
    private enum State {
        BETWEEN_FRAMES,
        HEAD,
        BODY_OF_KNOWN_LENGTH,
        BODY_UP_TO_NUL,
        NUL_AFTER_BODY,
        CORRUPT
    }

    private final HeadDecoder headDecoder;
    private final StompSink sink;
    private StompLimits limits;

    private State state = State.BETWEEN_FRAMES;
    /** A CR between frames waits for its LF. */
    private boolean afterCr;

    private StompHead head = StompHead.NONE;
    private GrowingBytes body = new GrowingBytes();
    private int contentLength;

    /** For a server: decodes what a client sends. */
    public StompDecoder(StompLimits limits, StompSink sink) {
        this(Sender.CLIENT, limits, sink);
    }

    private StompDecoder(Sender sender, StompLimits limits, StompSink sink) {
        this.headDecoder = new HeadDecoder(sender);
        this.limits = limits;
        this.sink = sink;
    }

    /** For a client: decodes what a server sends. */
    public static StompDecoder ofServerFrames(StompLimits limits, StompSink sink) {
        return new StompDecoder(Sender.SERVER, limits, sink);
    }

    /** Other limits from the next byte on, for a peer that has shown who it is. */
    public void limits(StompLimits raised) {
        limits = raised;
    }

    /**
     * Reads all of {@code in}. What was complete before a violation has been handed to the sink when it is thrown; the
     * rest of this buffer and all later ones are discarded.
     */
    public void decode(ByteBuffer in) throws StompViolation {
        try {
            while (in.hasRemaining()) {
                step(in);
            }
        } catch (StompViolation violation) {
            state = State.CORRUPT;
            head = StompHead.NONE;
            body = new GrowingBytes();
            headDecoder.reset();
            in.position(in.limit());
            throw violation;
        }
    }

    private void step(ByteBuffer in) throws StompViolation {
        switch (state) {
            case BETWEEN_FRAMES -> skipLineEnds(in);
            case HEAD -> readHead(in);
            case BODY_OF_KNOWN_LENGTH -> readBodyOfKnownLength(in);
            case BODY_UP_TO_NUL -> readBodyUpToNul(in);
            case NUL_AFTER_BODY -> readNulAfterBody(in);
            case CORRUPT -> in.position(in.limit());
        }
    }

    private void skipLineEnds(ByteBuffer in) throws StompViolation {
        boolean reported = false;
        while (in.hasRemaining()) {
            byte b = in.get();
            if (b == LF) {
                afterCr = false;
                if (!reported) {
                    reported = true;
                    sink.onHeartBeat();
                }
            } else if (afterCr) {
                throw new StompViolation(HeadDecoder.STRAY_CR);
            } else if (b == CR) {
                afterCr = true;
            } else {
                in.position(in.position() - 1);
                state = State.HEAD;
                return;
            }
        }
    }

    private void readHead(ByteBuffer in) throws StompViolation {
        StompHead complete = headDecoder.decode(in, limits);
        if (complete == null) {
            return;
        }
        head = complete;
        String length = head.headers().get("content-length");
        if (length == null) {
            state = State.BODY_UP_TO_NUL;
            return;
        }
        contentLength = parseLength(length);
        checkBodyAllowed(contentLength);
        state = State.BODY_OF_KNOWN_LENGTH;
    }

    private int parseLength(String digits) throws StompViolation {
        require(!digits.isEmpty(), "The content-length must be a decimal number.");
        long length = 0;
        for (int i = 0; i < digits.length(); i++) {
            char digit = digits.charAt(i);
            require(digit >= '0' && digit <= '9', "The content-length must be a decimal number.");
            length = Math.min(10 * length + (digit - '0'), Integer.MAX_VALUE + 1L);
        }
        require(length <= limits.maxBodyBytes(), "The body must not be longer than the limit.");
        return (int) length;
    }

    private void checkBodyAllowed(int length) throws StompViolation {
        require(
                length == 0 || head.command().mayHaveBody() || head.version() == StompVersion.V1_0,
                "Only SEND, MESSAGE and ERROR may have a body.");
    }

    private void readBodyOfKnownLength(ByteBuffer in) {
        body.append(in, Math.min(in.remaining(), contentLength - body.size()), contentLength);
        if (body.size() == contentLength) {
            state = State.NUL_AFTER_BODY;
        }
    }

    private void readBodyUpToNul(ByteBuffer in) throws StompViolation {
        int start = in.position();
        int end = start;
        while (end < in.limit() && in.get(end) != NUL) {
            end++;
        }
        checkBodyAllowed(end - start);
        require(end - start <= limits.maxBodyBytes() - body.size(), "The body must not be longer than the limit.");
        body.append(in, end - start, limits.maxBodyBytes());
        if (in.hasRemaining()) {
            state = State.NUL_AFTER_BODY;
        }
    }

    private void readNulAfterBody(ByteBuffer in) throws StompViolation {
        require(in.get() == NUL, "A NUL must follow the body.");
        StompFrame frame = new StompFrame(head.command(), head.headers(), body.take());
        head = StompHead.NONE;
        state = State.BETWEEN_FRAMES;
        sink.onFrame(frame);
    }
}
