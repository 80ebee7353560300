package dev.stompbridge.websocket;

import java.nio.ByteBuffer;

/**
 * Encodes frames (RFC 6455 §5.2). Each buffer that it returns is ready to be read and belongs to the caller. The
 * methods may be called by any thread.
 */
public final class FrameEncoder {

    private FrameEncoder() {}

    /** One server frame that is a whole message or a control frame; the payload is copied. */
    public static ByteBuffer encode(Opcode opcode, byte[] payload) {
        ByteBuffer out = ByteBuffer.allocate(headerBytes(payload.length) + payload.length);
        putHeader(out, opcode, payload.length);
        return out.put(payload).flip();
    }

    /** The server's close frame; a reason of more than 123 bytes is cut at a character border (§5.5). */
    public static ByteBuffer encodeClose(CloseStatus status) {
        return encode(Opcode.CLOSE, status.payload());
    }

    /** One client frame. The key must come from a strong source of entropy where the peer is not a test (§5.3). */
    public static ByteBuffer encodeMasked(boolean fin, Opcode opcode, byte[] payload, int maskingKey) {
        int headerBytes = headerBytes(payload.length) + FrameHeader.MASKING_KEY_BYTES;
        byte[] bytes = new byte[headerBytes + payload.length];
        ByteBuffer out = ByteBuffer.wrap(bytes);
        putFirstByte(out, fin, opcode, payload.length);
        putLength(out, FrameHeader.B1_MASK, payload.length);
        out.putInt(maskingKey).put(payload);
        Masking.apply(bytes, headerBytes, bytes.length, maskingKey);
        return out.flip();
    }

    /** The length of the header of a server frame: 2, 4 or 10. */
    public static int headerBytes(int payloadBytes) {
        if (payloadBytes <= FrameHeader.MAX_LENGTH_IN_B1) {
            return FrameHeader.FIXED_BYTES;
        }
        boolean inTwoBytes = payloadBytes <= FrameHeader.MAX_LENGTH_IN_2_BYTES;
        return FrameHeader.FIXED_BYTES + (inTwoBytes ? Short.BYTES : Long.BYTES);
    }

    /** Puts the header of a server frame that is a whole message or a control frame; any byte order will do. */
    public static void putHeader(ByteBuffer out, Opcode opcode, int payloadBytes) {
        putFirstByte(out, true, opcode, payloadBytes);
        putLength(out, 0, payloadBytes);
    }

    private static void putFirstByte(ByteBuffer out, boolean fin, Opcode opcode, int payloadBytes) {
        if (opcode.isControl() && (!fin || payloadBytes > FrameHeader.MAX_CONTROL_BYTES)) {
            throw new IllegalArgumentException("a control frame is one frame of at most 125 bytes (§5.5)");
        }
        out.put((byte) ((fin ? FrameHeader.B0_FIN : 0) | opcode.bits()));
    }

    private static void putLength(ByteBuffer out, int mask, int payloadBytes) {
        if (payloadBytes <= FrameHeader.MAX_LENGTH_IN_B1) {
            out.put((byte) (mask | payloadBytes));
        } else if (payloadBytes <= FrameHeader.MAX_LENGTH_IN_2_BYTES) {
            out.put((byte) (mask | FrameHeader.LENGTH_IN_2_BYTES));
            putBigEndian(out, Short.BYTES, payloadBytes);
        } else {
            out.put((byte) (mask | FrameHeader.LENGTH_IN_8_BYTES));
            putBigEndian(out, Long.BYTES, payloadBytes);
        }
    }

    private static void putBigEndian(ByteBuffer out, int bytes, long value) {
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            out.put((byte) (value >> shift));
        }
    }
}
