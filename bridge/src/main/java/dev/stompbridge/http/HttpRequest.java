package dev.stompbridge.http;

import org.jspecify.annotations.Nullable;

/**
 * A request head that has passed every check of {@link HttpRequestDecoder}. It never has a body.
 *
 * @param method a token of at most 16 characters, case-sensitive, perhaps one that nobody knows
 * @param path as received: percent-encoded, begins with a slash; never decoded, never normalised
 * @param query what follows the first question mark, percent-encoded as received; null without a question mark
 * @param headBytes of the head on the wire, from the method to the empty line inclusive; 0 if it was on none
 */
public record HttpRequest(
        String method, String path, @Nullable String query, HttpVersion version, HttpHeaders headers, int headBytes) {

    /** Throws IllegalArgumentException unless the path begins with a slash. */
    public HttpRequest {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("A path begins with a slash.");
        }
    }

    /** A request that came over no wire. */
    public HttpRequest(String method, String path, @Nullable String query, HttpVersion version, HttpHeaders headers) {
        this(method, path, query, version, headers, 0);
    }

    /** Whether it asks for what is there and changes nothing: GET or HEAD (RFC 9110 §9.2.1). */
    public boolean isRead() {
        return method.equals("GET") || isHead();
    }

    /** Whether the answer goes without its body (RFC 9110 §9.3.2). */
    public boolean isHead() {
        return method.equals("HEAD");
    }

    /** Whether the client may send another request on this connection (RFC 9112 §9.3). */
    public boolean keepAlive() {
        if (headers.hasToken("Connection", "close")) {
            return false;
        }
        return version == HttpVersion.HTTP_1_1 || headers.hasToken("Connection", "keep-alive");
    }
}
