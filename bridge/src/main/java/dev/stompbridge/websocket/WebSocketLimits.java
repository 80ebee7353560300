package dev.stompbridge.websocket;

/**
 * What a peer may send, in bytes of payload. Control frames have their own bound of 125 bytes (RFC 6455 §5.5) and count
 * towards neither limit.
 *
 * @param maxFrameBytes the longest TEXT, BINARY or CONTINUATION frame
 * @param maxMessageBytes the longest message, the sum of its fragments
 */
public record WebSocketLimits(int maxFrameBytes, int maxMessageBytes) {

    /** Leaves room below the longest array of a JVM for a frame header and the array's own. */
    private static final int MOST = Integer.MAX_VALUE - 64;

    public WebSocketLimits {
        if (maxFrameBytes < 1 || maxFrameBytes > MOST) {
            throw new IllegalArgumentException("maxFrameBytes out of range: " + maxFrameBytes);
        }
        if (maxMessageBytes < 1 || maxMessageBytes > MOST) {
            throw new IllegalArgumentException("maxMessageBytes out of range: " + maxMessageBytes);
        }
    }
}
