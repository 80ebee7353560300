package dev.stompbridge.http;

import java.nio.charset.StandardCharsets;

/**
 * An event of a text/event-stream (WHATWG HTML §9.2.6). Data of several lines arrives as it was but for its line ends, which
 * are all LF then.
 *
 * @param type what the page listens for, without a line end; empty for {@code message}
 */
public record ServerSentEvent(String type, String data) {

    /** Throws IllegalArgumentException for a type that would end its line. */
    public ServerSentEvent {
        if (type.indexOf('\r') >= 0 || type.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("The type of an event is one line.");
        }
    }

    /** Its bytes with the empty line that ends it. */
    public byte[] encode() {
        StringBuilder text = new StringBuilder(type.length() + data.length() + 32);
        if (!type.isEmpty()) {
            text.append("event: ").append(type).append('\n');
        }
        for (String line : data.split("\r\n|\r|\n", -1)) {
            text.append("data: ").append(line).append('\n');
        }
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }
}
