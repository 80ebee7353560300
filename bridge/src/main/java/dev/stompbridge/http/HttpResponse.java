package dev.stompbridge.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A response without the headers that belong to the connection: Content-Length and Connection are written by
 * {@link #encode}, and there is no Server header, for nobody needs to know. One response may answer many requests.
 *
 * @param status 100 to 599
 * @param headers without Content-Length, Transfer-Encoding and Connection
 * @param body shared, not copied: nobody may change it
 */
@SuppressWarnings(
        "ArrayRecordComponent") // The bytes of a file go to every client without a copy; nobody compares responses.
public record HttpResponse(int status, List<HttpHeader> headers, byte[] body) {

    private static final byte[] NO_BODY = new byte[0];

    private static final HttpHeader PLAIN_TEXT = new HttpHeader("Content-Type", "text/plain; charset=utf-8");
    private static final HttpHeader NO_SNIFF = new HttpHeader("X-Content-Type-Options", "nosniff");
    private static final HttpHeader NO_STORE = new HttpHeader("Cache-Control", "no-store");

    /** Throws IllegalArgumentException for a status or a header that is not the caller's to choose. */
    public HttpResponse {
        if (status < 100 || status > 599) {
            throw new IllegalArgumentException("A status code has three digits, the first 1 to 5.");
        }
        headers = List.copyOf(headers);
        for (HttpHeader header : headers) {
            if (header.is("Content-Length") || header.is("Transfer-Encoding") || header.is("Connection")) {
                throw new IllegalArgumentException(header.name() + " is written by the encoder.");
            }
        }
    }

    /** A response without a body. */
    public static HttpResponse of(int status, List<HttpHeader> headers) {
        return new HttpResponse(status, headers, NO_BODY);
    }

    /** A short text that no cache keeps. */
    public static HttpResponse text(int status, String text) {
        return new HttpResponse(status, List.of(PLAIN_TEXT, NO_SNIFF, NO_STORE), text.getBytes(StandardCharsets.UTF_8));
    }

    /** 503 with Retry-After (RFC 9110 §10.2.3). */
    public static HttpResponse unavailable(String text, int retryAfterSeconds) {
        return text(HttpStatus.SERVICE_UNAVAILABLE, text)
                .with(List.of(new HttpHeader("Retry-After", Integer.toString(retryAfterSeconds))));
    }

    /** The same with further headers behind its own. */
    public HttpResponse with(List<HttpHeader> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<HttpHeader> all = new ArrayList<>(headers);
        all.addAll(more);
        return new HttpResponse(status, all, body);
    }

    /**
     * The bytes of the whole response, ready to be written.
     *
     * @param headOnly the request was HEAD: the same head, no body (RFC 9110 §9.3.2)
     * @param keepAlive what Connection says; the caller closes after the response if it is false. Without a meaning for
     *     101, after which the connection is no longer HTTP.
     */
    public ByteBuffer encode(boolean headOnly, boolean keepAlive) {
        byte[] head = head(keepAlive, mayHaveBody());
        boolean withBody = !headOnly && mayHaveBody();
        ByteBuffer out = ByteBuffer.allocate(head.length + (withBody ? body.length : 0));
        out.put(head);
        if (withBody) {
            out.put(body);
        }
        return out.flip();
    }

    /**
     * The bytes of the head alone, without Content-Length: the body follows bit by bit, and ends with the connection
     * (RFC 9112 §6.3).
     */
    public ByteBuffer encodeOpenEnded() {
        return ByteBuffer.wrap(head(false, false));
    }

    private byte[] head(boolean keepAlive, boolean withLength) {
        StringBuilder head = new StringBuilder(512)
                .append("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(HttpStatus.reason(status))
                .append("\r\n");
        for (HttpHeader header : headers) {
            append(head, header.name(), header.value());
        }
        if (withLength) {
            append(head, "Content-Length", Integer.toString(body.length));
        }
        append(head, "Connection", connection(keepAlive));
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** RFC 9110 §7.8: whoever sends Upgrade sends the option of that name as well. */
    private String connection(boolean keepAlive) {
        if (status == HttpStatus.SWITCHING_PROTOCOLS) {
            return "Upgrade";
        }
        boolean upgrade = headers.stream().anyMatch(header -> header.is("Upgrade"));
        return (upgrade ? "Upgrade, " : "") + (keepAlive ? "keep-alive" : "close");
    }

    /** RFC 9110 §8.6: 1xx and 204 have no Content-Length, and that of 304 would be that of a body not at hand. */
    private boolean mayHaveBody() {
        return status >= 200 && status != HttpStatus.NO_CONTENT && status != HttpStatus.NOT_MODIFIED;
    }

    private static void append(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }
}
