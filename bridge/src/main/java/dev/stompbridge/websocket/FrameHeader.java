package dev.stompbridge.websocket;

/**
 * The header of one frame (RFC 6455 §5.2).
 *
 * <pre>
 *   byte 0     FIN | RSV1 | RSV2 | RSV3 | opcode (4 bits)
 *   byte 1     MASK | length (7 bits): 0 to 125, or 126, or 127
 *   2 bytes    the length, if byte 1 says 126: 126 to 65535
 *   8 bytes    the length, if byte 1 says 127: from 65536, the top bit 0
 *   4 bytes    the masking key, if MASK is set
 * </pre>
 *
 * @param payloadBytes from 0 to Long.MAX_VALUE; at most 125 in a control frame
 * @param maskingKey its bytes in the order of the wire, the first on top; 0, which changes nothing, if not masked
 */
record FrameHeader(boolean fin, Opcode opcode, long payloadBytes, int maskingKey) {

    /** Stands for the one that is read when there is none. */
    static final FrameHeader NONE = new FrameHeader(true, Opcode.CONTINUATION, 0, 0);

    /** Bytes 0 and 1. */
    static final int FIXED_BYTES = 2;

    static final int B0_FIN = 0x80;
    static final int B0_RSV = 0x70;
    static final int B0_OPCODE = 0x0F;

    static final int B1_MASK = 0x80;
    static final int B1_LENGTH = 0x7F;

    /** In the length bits of byte 1: the length follows in two bytes. */
    static final int LENGTH_IN_2_BYTES = 126;

    /** In the length bits of byte 1: the length follows in eight bytes. */
    static final int LENGTH_IN_8_BYTES = 127;

    static final int MAX_CONTROL_BYTES = 125;
    static final int MAX_LENGTH_IN_B1 = 125;
    static final int MAX_LENGTH_IN_2_BYTES = 0xFFFF;
    static final int MASKING_KEY_BYTES = 4;
}
