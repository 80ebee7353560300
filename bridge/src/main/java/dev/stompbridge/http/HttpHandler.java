package dev.stompbridge.http;

/** Answers one request. Runs on an I/O thread: it must not block. */
public interface HttpHandler {

    /**
     * Called for requests of any method; one that serves GET alone gets that from {@link HttpRoutes}. A response to
     * HEAD carries its body here, and {@link HttpResponse#encode} leaves it out.
     */
    HttpResponse handle(HttpRequest request);
}
