package dev.stompbridge.fanout;

import dev.stompbridge.websocket.FrameEncoder;
import dev.stompbridge.websocket.Opcode;
import dev.stompbridge.websocket.Utf8Validator;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What many subscribers share of one frame: everything behind the few bytes that are a subscriber's own. Never changed,
 * so that any number of outboxes may hold it. Without an opcode it is a whole WebSocket frame, which needs nothing in
 * front.
 */
final class FrameTail {
    private final @Nullable Opcode opcode;
    private final byte[] bytes;

    private FrameTail(@Nullable Opcode opcode, byte[] bytes) {
        this.opcode = opcode;
        this.bytes = bytes;
    }

    /** A complete WebSocket frame. */
    static FrameTail complete(byte[] frame) {
        return new FrameTail(null, frame);
    }

    /** The end of a STOMP frame; it makes a text message if it is UTF-8, else a binary one (RFC 6455 §5.6). */
    static FrameTail ofStomp(byte[] bytes) {
        boolean text = Utf8Validator.isValid(bytes, 0, bytes.length);
        return new FrameTail(text ? Opcode.TEXT : Opcode.BINARY, bytes);
    }

    int length() {
        return bytes.length;
    }

    /** The length of the frame behind this head. */
    int frameLength(byte[] head) {
        int payload = head.length + bytes.length;
        return opcode == null ? payload : FrameEncoder.headerBytes(payload) + payload;
    }

    /** Puts the frame behind this head, which is empty for a complete one. */
    void putFrame(byte[] head, ByteBuffer out) {
        if (opcode != null) {
            FrameEncoder.putHeader(out, opcode, head.length + bytes.length);
            out.put(head);
        }
        out.put(bytes);
    }

    /** The frame as it is if nothing has to be put in front, else null. */
    byte @Nullable [] whole() {
        return opcode == null ? bytes : null;
    }
}
