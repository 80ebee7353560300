package dev.stompbridge.load.client;

/** Steps through the WebSocket frames of a server in a buffer (RFC 6455 §5.2); reused for all connections of a thread. */
public final class FrameCursor {
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    private static final int B0_FIN = 0x80;
    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;

    private int opcode;
    private int payloadAt;
    private int end;

    /** Whether a whole frame begins here; then the rest of this object describes it. */
    public boolean next(byte[] bytes, int from, int to) throws ProtocolException {
        if (to - from < 2) {
            return false;
        }
        int shortLength = bytes[from + 1];
        if ((bytes[from] & B0_FIN) == 0 || shortLength < 0) {
            throw new ProtocolException("a frame that is masked, or a fragment");
        }
        int lengthBytes = shortLength < SHORT_LENGTH ? 0 : shortLength == LONG_LENGTH ? 8 : 2;
        payloadAt = from + 2 + lengthBytes;
        if (payloadAt > to) {
            return false;
        }
        long length = lengthBytes == 0 ? shortLength : number(bytes, from + 2, payloadAt);
        if (length < 0 || payloadAt - from + length > bytes.length) {
            throw new ProtocolException("a frame of " + length + " bytes");
        }
        opcode = bytes[from] & 0x0F;
        end = payloadAt + (int) length;
        return end <= to;
    }

    private static long number(byte[] bytes, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = (number << 8) | (bytes[i] & 0xFF);
        }
        return number;
    }

    public int opcode() {
        return opcode;
    }

    public int payloadAt() {
        return payloadAt;
    }

    /** Where the payload ends, and the next frame begins. */
    public int end() {
        return end;
    }
}
