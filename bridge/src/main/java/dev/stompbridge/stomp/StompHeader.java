package dev.stompbridge.stomp;

/** One header entry, as text without escapes. The name is never empty; names are case-sensitive. */
public record StompHeader(String name, String value) {
    public StompHeader {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("A header name must not be empty.");
        }
    }
}
