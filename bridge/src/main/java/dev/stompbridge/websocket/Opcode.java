package dev.stompbridge.websocket;

import org.jspecify.annotations.Nullable;

/** The opcodes of RFC 6455 §5.2. All others are reserved: the peer that sends one is refused. */
public enum Opcode {
    CONTINUATION(0x0),
    TEXT(0x1),
    BINARY(0x2),
    CLOSE(0x8),
    PING(0x9),
    PONG(0xA);

    private final int bits;

    Opcode(int bits) {
        this.bits = bits;
    }

    /** The opcode with these four bits, or null for a reserved one. */
    static @Nullable Opcode of(int bits) {
        return switch (bits) {
            case 0x0 -> CONTINUATION;
            case 0x1 -> TEXT;
            case 0x2 -> BINARY;
            case 0x8 -> CLOSE;
            case 0x9 -> PING;
            case 0xA -> PONG;
            default -> null;
        };
    }

    /** The four bits on the wire. */
    int bits() {
        return bits;
    }

    /** Control frames carry at most 125 bytes, are never fragmented and may come between fragments (§5.5). */
    boolean isControl() {
        return bits >= 0x8;
    }
}
