package dev.stompbridge.net;

import dev.stompbridge.http.HttpResponse;

/** Answers to one connection too many, made once. */
final class Refusals {
    private static final int RETRY_AFTER_SECONDS = 5;

    static final HttpResponse TOO_MANY = HttpResponse.unavailable("Too many connections.", RETRY_AFTER_SECONDS);
    static final HttpResponse TOO_MANY_OF_ADDRESS =
            HttpResponse.unavailable("Too many connections from this address.", RETRY_AFTER_SECONDS);
    static final HttpResponse TOO_MANY_STRANGERS =
            HttpResponse.unavailable("Too many connections without a login.", RETRY_AFTER_SECONDS);

    private Refusals() {}
}
