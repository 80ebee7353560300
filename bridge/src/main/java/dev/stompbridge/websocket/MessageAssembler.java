package dev.stompbridge.websocket;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages of frames: the order of fragments (RFC 6455 §5.4), the limits, unmasking (§5.3), the UTF-8 of text
 * (§8.1), and the control frames in between. For each frame {@link #begin}, {@link #readPayload} until it is true, and
 * {@link #end}. Not thread-safe.
 */
final class MessageAssembler {

    private final MessageSink sink;
    private final PayloadBuffer data = new PayloadBuffer();
    private final Utf8Validator utf8 = new Utf8Validator();

    /** TEXT or BINARY from the first fragment of a message to its last; null between messages. */
    private @Nullable Opcode message;

    /** The frame that is being read. */
    private FrameHeader frame = FrameHeader.NONE;

    /** Where its payload goes: a control frame has a buffer of its own. */
    private PayloadBuffer payload = data;

    /** How much of that frame's payload is still to come. */
    private int missing;

    /** What the payload that is being read can become at most. */
    private int mostBytes;

    MessageAssembler(MessageSink sink) {
        this.sink = sink;
    }

    /** Checks what a header announces, before any memory is given for it. */
    void begin(FrameHeader header, WebSocketLimits limits) throws WebSocketViolation {
        if (header.opcode().isControl()) {
            mostBytes = (int) header.payloadBytes();
            payload = new PayloadBuffer();
        } else {
            checkOrder(header.opcode());
            mostBytes = checkSize(header, limits);
            message = header.opcode() == Opcode.CONTINUATION ? message : header.opcode();
            payload = data;
        }
        frame = header;
        missing = (int) header.payloadBytes();
    }

    /** Takes what {@code in} has of the payload; true when it is complete. */
    boolean readPayload(ByteBuffer in) throws WebSocketViolation {
        int count = Math.min(missing, in.remaining());
        if (count > 0) {
            payload.append(in, count, mostBytes);
            payload.unmaskLast(count, Masking.rotate(frame.maskingKey(), frame.payloadBytes() - missing));
            missing -= count;
            if (payload == data && message == Opcode.TEXT && !data.acceptLast(count, utf8)) {
                throw invalidText();
            }
        }
        return missing == 0;
    }

    /** Delivers what the frame has completed. */
    void end() throws WebSocketViolation {
        FrameHeader ended = frame;
        PayloadBuffer complete = payload;
        frame = FrameHeader.NONE;
        payload = data;
        switch (ended.opcode()) {
            case PING -> sink.onPing(complete.take());
            case PONG -> sink.onPong(complete.take());
            case CLOSE -> sink.onClose(CloseStatus.parse(complete.take()));
            case CONTINUATION, TEXT, BINARY -> endData(ended.fin());
        }
    }

    boolean isInsideMessage() {
        return message != null;
    }

    boolean isClose() {
        return frame.opcode() == Opcode.CLOSE;
    }

    /** Gives the memory back when nothing more will be decoded. */
    void clear() {
        data.clear();
        payload = data;
    }

    private void checkOrder(Opcode opcode) throws WebSocketViolation {
        if (opcode == Opcode.CONTINUATION && message == null) {
            throw WebSocketViolation.protocol("a continuation frame must continue a message (§5.4)");
        }
        if (opcode != Opcode.CONTINUATION && message != null) {
            throw WebSocketViolation.protocol("a message must end before the next one begins (§5.4)");
        }
    }

    /** Returns what the message can become at most: its size, if this is its last frame. */
    private int checkSize(FrameHeader header, WebSocketLimits limits) throws WebSocketViolation {
        if (header.payloadBytes() > limits.maxFrameBytes()) {
            throw WebSocketViolation.tooBig("the frame is longer than the limit (§7.4.1)");
        }
        long size = data.size() + header.payloadBytes();
        if (size > limits.maxMessageBytes()) {
            throw WebSocketViolation.tooBig("the message is longer than the limit (§7.4.1)");
        }
        return header.fin() ? (int) size : limits.maxMessageBytes();
    }

    private void endData(boolean last) throws WebSocketViolation {
        Opcode textOrBinary = message;
        if (!last || textOrBinary == null) {
            return;
        }
        if (!utf8.atCharacterBorder()) {
            throw invalidText();
        }
        message = null;
        sink.onMessage(textOrBinary, data.take());
    }

    private static WebSocketViolation invalidText() {
        return new WebSocketViolation(CloseCode.INVALID_PAYLOAD_DATA, "a text message must be valid UTF-8 (§8.1)");
    }
}
