package dev.stompbridge.stomp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One frame, free of escapes and of any version. The body is shared, not copied: nobody changes it after construction.
 * Two frames are equal if command, headers and the bytes of their bodies are.
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, and a copy per frame would cost more than it saves
public record StompFrame(StompCommand command, StompHeaders headers, byte[] body) {
    private static final byte[] NO_BODY = {};

    /** A frame without a body. */
    public static StompFrame of(StompCommand command, StompHeaders headers) {
        return new StompFrame(command, headers, NO_BODY);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StompFrame frame
                && command == frame.command
                && headers.equals(frame.headers)
                && Arrays.equals(body, frame.body);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * command.hashCode() + headers.hashCode()) + Arrays.hashCode(body);
    }

    /** Command, names of the headers and length of the body: neither a passcode nor a message gets into a log by it. */
    @Override
    public String toString() {
        return command + " " + headers + " " + body.length;
    }
}
