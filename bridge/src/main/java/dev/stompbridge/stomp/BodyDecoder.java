package dev.stompbridge.stomp;

import static dev.stompbridge.stomp.StompViolation.require;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the body of one frame and the NUL behind it, for {@link StompDecoder}, whose grammar, deviations and threads
 * hold here too. After the frame and after a violation it is done with.
 */
final class BodyDecoder {
    private static final byte NUL = 0;
    private static final int UP_TO_NUL = -1;

    private final StompHead head;
    private final GrowingBytes body = new GrowingBytes();
    /** How long the head says the body is, or {@link #UP_TO_NUL}. */
    private final int contentLength;

    /** Checks what the head announces, before any memory is given for it. */
    BodyDecoder(StompHead head, StompLimits limits) throws StompViolation {
        this.head = head;
        String length = head.headers().get("content-length");
        this.contentLength = length == null ? UP_TO_NUL : parseLength(length, limits);
        checkBodyAllowed(Math.max(0, contentLength));
    }

    /** Returns the frame when it is complete (what follows it stays in {@code in}); else reads all and returns null. */
    @Nullable
    StompFrame decode(ByteBuffer in, StompLimits limits) throws StompViolation {
        if (contentLength == UP_TO_NUL) {
            readUpToNul(in, limits);
        } else {
            body.append(in, Math.min(in.remaining(), contentLength - body.size()), contentLength);
        }
        if (!in.hasRemaining()) {
            return null;
        }
        require(in.get() == NUL, "A NUL must follow the body.");
        return new StompFrame(head.command(), head.headers(), body.take());
    }

    private static int parseLength(String digits, StompLimits limits) throws StompViolation {
        require(!digits.isEmpty(), "The content-length must be a decimal number.");
        long length = 0;
        for (int i = 0; i < digits.length(); i++) {
            char digit = digits.charAt(i);
            require(digit >= '0' && digit <= '9', "The content-length must be a decimal number.");
            length = Math.min(10 * length + (digit - '0'), Integer.MAX_VALUE + 1L);
        }
        require(length <= limits.maxBodyBytes(), "The body must not be longer than the limit.");
        return (int) length;
    }

    private void checkBodyAllowed(int length) throws StompViolation {
        require(
                length == 0 || head.command().mayHaveBody() || head.version() == StompVersion.V1_0,
                "Only SEND, MESSAGE and ERROR may have a body.");
    }

    private void readUpToNul(ByteBuffer in, StompLimits limits) throws StompViolation {
        int start = in.position();
        int end = start;
        while (end < in.limit() && in.get(end) != NUL) {
            end++;
        }
        checkBodyAllowed(end - start);
        require(end - start <= limits.maxBodyBytes() - body.size(), "The body must not be longer than the limit.");
        body.append(in, end - start, limits.maxBodyBytes());
    }
}
