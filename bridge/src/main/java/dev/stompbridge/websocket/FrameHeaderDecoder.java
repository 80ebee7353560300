package dev.stompbridge.websocket;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads frame headers, and refuses those that are wrong in themselves, whatever came before: reserved bits and opcodes,
 * masking, the form of control frames, the form of lengths. Keeps its own partial state. Not thread-safe.
 */
final class FrameHeaderDecoder {

    /** True on the server's side: clients mask, servers do not (RFC 6455 §5.1). */
    private final boolean maskExpected;

    private int readBytes;

    /** How long the header is, as far as known. */
    private int headerBytes = FrameHeader.FIXED_BYTES;

    /** Where the masking key begins, if there is one. */
    private int lengthEnd;

    private boolean fin;
    private Opcode opcode = Opcode.CONTINUATION;

    /** The seven bits of byte 1, then the bytes of the longer forms; negative if the top bit of eight bytes is set. */
    private long length;

    /** The last four bytes of a header replace those of the one before; stays 0 if frames are not masked. */
    private int maskingKey;

    FrameHeaderDecoder(boolean maskExpected) {
        this.maskExpected = maskExpected;
    }

    /** Returns a header when it is complete (the payload stays in {@code in}), else null with {@code in} used up. */
    @Nullable
    FrameHeader decode(ByteBuffer in) throws WebSocketViolation {
        while (in.hasRemaining()) {
            onByte(in.get() & 0xFF);
            if (readBytes == headerBytes) {
                readBytes = 0;
                headerBytes = FrameHeader.FIXED_BYTES;
                return new FrameHeader(fin, opcode, length, maskingKey);
            }
        }
        return null;
    }

    boolean hasBegun() {
        return readBytes > 0;
    }

    private void onByte(int b) throws WebSocketViolation {
        int index = readBytes++;
        if (index == 0) {
            onFirstByte(b);
        } else if (index == 1) {
            onSecondByte(b);
        } else if (index < lengthEnd) {
            length = (length << 8) | b;
            if (readBytes == lengthEnd) {
                checkLength();
            }
        } else {
            maskingKey = (maskingKey << 8) | b;
        }
    }

    private void onFirstByte(int b0) throws WebSocketViolation {
        if ((b0 & FrameHeader.B0_RSV) != 0) {
            throw WebSocketViolation.protocol("reserved bits must be 0 without an extension (§5.2)");
        }
        Opcode known = Opcode.of(b0 & FrameHeader.B0_OPCODE);
        if (known == null) {
            throw WebSocketViolation.protocol("this opcode is reserved (§5.2)");
        }
        fin = (b0 & FrameHeader.B0_FIN) != 0;
        opcode = known;
        if (opcode.isControl() && !fin) {
            throw WebSocketViolation.protocol("a control frame must not be fragmented (§5.5)");
        }
    }

    private void onSecondByte(int b1) throws WebSocketViolation {
        boolean masked = (b1 & FrameHeader.B1_MASK) != 0;
        if (masked != maskExpected) {
            throw WebSocketViolation.protocol(
                    masked ? "a server must not mask its frames (§5.1)" : "a client must mask its frames (§5.1)");
        }
        length = b1 & FrameHeader.B1_LENGTH;
        if (opcode.isControl() && length > FrameHeader.MAX_CONTROL_BYTES) {
            throw WebSocketViolation.protocol("a control frame carries at most 125 bytes (§5.5)");
        }
        lengthEnd = FrameHeader.FIXED_BYTES;
        if (length == FrameHeader.LENGTH_IN_2_BYTES) {
            lengthEnd += Short.BYTES;
            length = 0;
        } else if (length == FrameHeader.LENGTH_IN_8_BYTES) {
            lengthEnd += Long.BYTES;
            length = 0;
        }
        headerBytes = lengthEnd + (masked ? FrameHeader.MASKING_KEY_BYTES : 0);
    }

    /** The minimal number of bytes must be used, and the top bit of eight must be 0 (§5.2). */
    private void checkLength() throws WebSocketViolation {
        if (length < 0) {
            throw WebSocketViolation.protocol("the top bit of a length must be 0 (§5.2)");
        }
        boolean inTwoBytes = lengthEnd == FrameHeader.FIXED_BYTES + Short.BYTES;
        if (length <= (inTwoBytes ? FrameHeader.MAX_LENGTH_IN_B1 : FrameHeader.MAX_LENGTH_IN_2_BYTES)) {
            throw WebSocketViolation.protocol("a length must take as few bytes as it can (§5.2)");
        }
    }
}
