package dev.stompbridge.soak;

import dev.stompbridge.load.client.ProtocolException;

/**
 * What a MESSAGE says.
 *
 * @param number of the message in its series
 * @param place {@code x-seq}, 0 if it has none
 * @param skipped {@code x-skipped}, 0 if it has none
 */
record Received(String subscription, String destination, String key, long number, long place, long skipped) {
    /** Throws if it is none of ours. */
    static Received of(String frame) throws ProtocolException {
        int body = frame.indexOf("\n\n");
        if (body < 0) {
            throw new ProtocolException("a MESSAGE without a body: " + frame);
        }
        String head = frame.substring(0, body + 1);
        try {
            return new Received(
                    between(head, "\nsubscription:", "\n"),
                    between(head, "\ndestination:", "\n"),
                    between(frame, "\n\n{\"s\":\"", "\""),
                    Long.parseLong(between(frame, ",\"n\":", ",")),
                    number(head, "\nx-seq:"),
                    number(head, "\nx-skipped:"));
        } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
            throw new ProtocolException("a MESSAGE that nobody sent: " + frame);
        }
    }

    private static long number(String head, String name) {
        return head.contains(name) ? Long.parseLong(between(head, name, "\n")) : 0;
    }

    private static String between(String text, String before, String after) {
        int from = text.indexOf(before);
        if (from < 0) {
            throw new StringIndexOutOfBoundsException(before);
        }
        int start = from + before.length();
        return text.substring(start, text.indexOf(after, start));
    }
}
