package dev.stompbridge.http;

import org.jspecify.annotations.Nullable;

/**
 * A request head that has passed every check of {@link HttpRequestDecoder}. It never has a body.
 *
 * @param method a token of at most 16 characters, case-sensitive, perhaps one that nobody knows
 * @param path as received: percent-encoded, begins with a slash; never decoded, never normalised
 * @param query what follows the first question mark, percent-encoded as received; null without a question mark
 */
public record HttpRequest(
        String method, String path, @Nullable String query, HttpVersion version, HttpHeaders headers) {

    /** Throws IllegalArgumentException unless the path begins with a slash. */
    public HttpRequest {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("A path begins with a slash.");
        }
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
