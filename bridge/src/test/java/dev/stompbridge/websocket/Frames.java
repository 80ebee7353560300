package dev.stompbridge.websocket;

import java.nio.ByteBuffer;

/** Frames as arrays. */
final class Frames {

    private static final int KEY = 0x37fa213d;

    private Frames() {}

    /** A masked frame that is a whole message or a control frame. */
    static byte[] client(Opcode opcode, byte[] payload) {
        return client(true, opcode, payload);
    }

    static byte[] client(boolean fin, Opcode opcode, byte[] payload) {
        return bytes(FrameEncoder.encodeMasked(fin, opcode, payload, KEY));
    }

    /** What is left in {@code buffer}. */
    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
