package dev.stompbridge.http;

import java.util.Map;

/**
 * Handlers by exact path, as received: no patterns, no decoding. A path without a handler is 404; a method that a path
 * does not have is 405, or 501 if nobody knows it.
 */
public final class HttpRoutes implements HttpHandler {

    /** What every resource here allows, as the value of Allow. */
    public static final String ALLOW = "GET, HEAD";

    private final Map<String, HttpHandler> byPath;

    /** The handlers are called for GET and HEAD alone. */
    public HttpRoutes(Map<String, HttpHandler> byPath) {
        this.byPath = Map.copyOf(byPath);
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        HttpHandler handler = byPath.get(request.path());
        if (handler == null) {
            return notFound();
        }
        if (!request.isRead()) {
            return HttpViolation.methodNotAllowed(request.method(), ALLOW).response();
        }
        return handler.handle(request);
    }

    static HttpResponse notFound() {
        return HttpResponse.text(HttpStatus.NOT_FOUND, "Not found.\n");
    }
}
