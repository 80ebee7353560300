package dev.stompbridge.session;

import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompHeaders;
import dev.stompbridge.stomp.StompVersion;
import dev.stompbridge.stomp.StompViolation;
import org.jspecify.annotations.Nullable;

/**
 * Which message an ACK or NACK means: the header {@code id} in STOMP 1.2, {@code message-id} with {@code subscription} in
 * 1.1, {@code message-id} alone in 1.0, where {@code subscription} is taken if it is there.
 *
 * @param number of the subscription within its session, null if the frame does not have it
 * @param subscription its id, null if the frame does not name it
 * @param sequence the broker's number of the message
 */
record AckRequest(@Nullable Long number, @Nullable String subscription, long sequence) {
    private static final char SEPARATOR = '.';

    /** The header {@code ack} of a MESSAGE; it is unique within the session. */
    static String token(long number, long sequence) {
        return Long.toString(number, Character.MAX_RADIX) + SEPARATOR + Long.toString(sequence, Character.MAX_RADIX);
    }

    static AckRequest check(StompFrame frame, StompVersion version) throws StompViolation {
        StompHeaders headers = frame.headers();
        if (version == StompVersion.V1_2) {
            String token = required(frame, "id");
            int separator = token.indexOf(SEPARATOR);
            long number = separator < 0 ? -1 : number(token.substring(0, separator));
            return new AckRequest(number, null, number(token.substring(separator + 1)));
        }
        String subscription =
                version == StompVersion.V1_1 ? required(frame, "subscription") : headers.get("subscription");
        return new AckRequest(null, subscription, number(required(frame, "message-id")));
    }

    private static String required(StompFrame frame, String header) throws StompViolation {
        String value = frame.headers().get(header);
        if (value == null) {
            throw new StompViolation(frame.command() + " needs the header " + header);
        }
        return value;
    }

    /** A number that no message has, if it is none. */
    private static long number(String text) {
        try {
            return Long.parseLong(text, Character.MAX_RADIX);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
