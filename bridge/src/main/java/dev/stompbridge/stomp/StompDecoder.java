package dev.stompbridge.stomp;

import dev.stompbridge.stomp.StompCommand.Sender;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

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
    private static final byte LF = '\n';
    private static final byte CR = '\r';

    /** What the next byte belongs to. */
    private enum State {
        BETWEEN_FRAMES,
        HEAD,
        BODY,
        CORRUPT
    }

    private final Sender sender;
    private final StompSink sink;
    private StompLimits limits;
    private StompVersion version = StompVersion.V1_0;

    private State state = State.BETWEEN_FRAMES;
    /** A CR between frames waits for its LF. */
    private boolean afterCr;

    /** Of the frame whose head is incomplete, else null. */
    private @Nullable HeadDecoder head;
    /** Of the frame whose body is incomplete, else null. */
    private @Nullable BodyDecoder body;

    /** For a server: decodes what a client sends. */
    public StompDecoder(StompLimits limits, StompSink sink) {
        this(Sender.CLIENT, limits, sink);
    }

    private StompDecoder(Sender sender, StompLimits limits, StompSink sink) {
        this.sender = sender;
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

    /** Whether a frame has begun that has not ended. */
    public boolean isInFrame() {
        return state == State.HEAD || state == State.BODY;
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
            head = null;
            body = null;
            in.position(in.limit());
            throw violation;
        }
    }

    private void step(ByteBuffer in) throws StompViolation {
        switch (state) {
            case BETWEEN_FRAMES -> skipLineEnds(in);
            case HEAD -> readHead(in);
            case BODY -> readBody(in);
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
        HeadDecoder reading = head == null ? new HeadDecoder(sender, version) : head;
        head = reading;
        StompHead complete = reading.decode(in, limits);
        if (complete != null) {
            version = complete.version();
            head = null;
            body = new BodyDecoder(complete, limits);
            state = State.BODY;
        }
    }

    private void readBody(ByteBuffer in) throws StompViolation {
        StompFrame complete = body == null ? null : body.decode(in, limits);
        if (complete != null) {
            body = null;
            state = State.BETWEEN_FRAMES;
            sink.onFrame(complete);
        }
    }
}
