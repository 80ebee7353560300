package dev.stompbridge.fanout;

import dev.stompbridge.websocket.FrameEncoder;
import dev.stompbridge.websocket.Opcode;
import dev.stompbridge.websocket.Utf8Validator;
import java.nio.ByteBuffer;

/** STOMP bytes as one complete WebSocket frame, ready for an outbox. */
public final class FrameBytes {
    private static final byte[] HEART_BEAT = frame(Opcode.TEXT, new byte[] {'\n'});

    private FrameBytes() {}

    /** The heart-beat of a server: one line feed (STOMP 1.2 "Heart-beating"). Shared bytes, as all frames are. */
    public static byte[] heartBeat() {
        return HEART_BEAT;
    }

    /** A text message if the bytes are UTF-8, else a binary one (RFC 6455 §5.6). */
    public static byte[] ofStomp(byte[] stomp) {
        return frame(Utf8Validator.isValid(stomp, 0, stomp.length) ? Opcode.TEXT : Opcode.BINARY, stomp);
    }

    /** A frame of the given kind. */
    public static byte[] frame(Opcode opcode, byte[] payload) {
        ByteBuffer out = ByteBuffer.allocate(FrameEncoder.headerBytes(payload.length) + payload.length);
        FrameEncoder.putHeader(out, opcode, payload.length);
        out.put(payload);
        return out.array();
    }
}
