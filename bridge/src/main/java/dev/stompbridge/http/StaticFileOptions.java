package dev.stompbridge.http;

import java.util.ArrayList;
import java.util.List;

/**
 * The bounds of the index of static files, and the headers that go with each of them.
 *
 * @param maxTotalBytes of all files together; beyond it the start is refused
 * @param maxFiles beyond it the start is refused
 * @param headers sent with every file, also with 304
 */
public record StaticFileOptions(long maxTotalBytes, int maxFiles, List<HttpHeader> headers) {

    /**
     * Everything from this origin and nothing else: no inline script, no frame around it, no plug-in.
     *
     * <p>{@code connect-src 'self'} covers a WebSocket to the same host and port (CSP Level 3, "Does url match
     * expression in origin with redirect count?") and shuts out every other; Chromium does so. Old Safari, up to 15,
     * wants {@code ws: wss:} named as well.
     */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; connect-src 'self'; "
            + "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static final StaticFileOptions DEFAULT = new StaticFileOptions(
            64L * 1024 * 1024,
            10_000,
            List.of(
                    new HttpHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY),
                    new HttpHeader("X-Content-Type-Options", "nosniff"),
                    new HttpHeader("X-Frame-Options", "DENY"),
                    new HttpHeader("Referrer-Policy", "no-referrer")));

    /** Copies the list. */
    public StaticFileOptions {
        headers = List.copyOf(headers);
    }

    /** The same with this header instead of any of its name. */
    public StaticFileOptions with(HttpHeader header) {
        List<HttpHeader> changed = new ArrayList<>(headers);
        changed.removeIf(other -> other.is(header.name()));
        changed.add(header);
        return new StaticFileOptions(maxTotalBytes, maxFiles, changed);
    }
}
