package dev.stompbridge.websocket;

import java.nio.ByteBuffer;

/**
 * Decodes the bytes of one peer after the handshake, as they come: the result does not depend on how they are split.
 * After a {@link WebSocketViolation} and after the peer's close frame it only discards (RFC 6455 §1.4, §5.5.1). No
 * extension is supported. Not thread-safe: one thread at a time.
 */
public final class WebSocketDecoder {

    private enum Phase {
        HEADER,
        PAYLOAD,
        DISCARD
    }

    private final FrameHeaderDecoder headers;
    private final MessageAssembler assembler;
    private WebSocketLimits limits;
    private Phase phase = Phase.HEADER;
    private int frames;

    /** Decodes what a client sends: masked frames. */
    public WebSocketDecoder(WebSocketLimits limits, MessageSink sink) {
        this(limits, sink, true);
    }

    private WebSocketDecoder(WebSocketLimits limits, MessageSink sink, boolean masked) {
        this.limits = limits;
        this.headers = new FrameHeaderDecoder(masked);
        this.assembler = new MessageAssembler(sink);
    }

    /** Decodes what a server sends: frames that are not masked. */
    public static WebSocketDecoder ofServerFrames(WebSocketLimits limits, MessageSink sink) {
        return new WebSocketDecoder(limits, sink, false);
    }

    /** Uses {@code in} up. Whatever was complete before a violation has been delivered. */
    public void decode(ByteBuffer in) throws WebSocketViolation {
        try {
            while (advance(in)) {}
        } catch (WebSocketViolation violation) {
            phase = Phase.DISCARD;
            throw violation;
        } finally {
            if (phase == Phase.DISCARD) {
                assembler.clear();
                in.position(in.limit());
            }
        }
    }

    /** Holds from the next frame header on; a message that has begun counts whole. */
    public void limits(WebSocketLimits raised) {
        limits = raised;
    }

    /** How many frame headers were complete since the last call. */
    public int takeFrames() {
        int taken = frames;
        frames = 0;
        return taken;
    }

    /** Whether nothing has begun that has not ended: neither a frame nor a message of several. */
    public boolean isBetweenMessages() {
        return phase == Phase.DISCARD || (phase == Phase.HEADER && !headers.hasBegun() && !isInsideMessage());
    }

    /** Whether a message has begun of which further fragments will come. */
    public boolean isInsideMessage() {
        return assembler.isInsideMessage();
    }

    /** Does one phase; false when it needs more bytes or there is nothing left to do. */
    private boolean advance(ByteBuffer in) throws WebSocketViolation {
        return switch (phase) {
            case HEADER -> beginFrame(in);
            case PAYLOAD -> endFrame(in);
            case DISCARD -> false;
        };
    }

    private boolean beginFrame(ByteBuffer in) throws WebSocketViolation {
        FrameHeader header = headers.decode(in);
        if (header == null) {
            return false;
        }
        frames++;
        assembler.begin(header, limits);
        phase = Phase.PAYLOAD;
        return true;
    }

    private boolean endFrame(ByteBuffer in) throws WebSocketViolation {
        if (!assembler.readPayload(in)) {
            return false;
        }
        phase = assembler.isClose() ? Phase.DISCARD : Phase.HEADER; // before the sink, which might throw
        assembler.end();
        return true;
    }
}
