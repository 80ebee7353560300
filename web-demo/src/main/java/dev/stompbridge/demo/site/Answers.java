package dev.stompbridge.demo.site;

import dev.stompbridge.http.HttpHeader;
import dev.stompbridge.http.HttpRequest;
import dev.stompbridge.http.HttpResponse;
import dev.stompbridge.http.HttpStatus;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * JSON with the headers that web applications send, and with the price of it all: {@code X-Request-Bytes} and
 * {@code X-Response-Bytes} are the bytes of the two heads on the wire, empty lines included.
 */
record Answers(Clock clock) {
    /** IMF-fixdate (RFC 9110 §5.6.7). */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    private static final String RESPONSE_BYTES = "X-Response-Bytes";

    private static final List<HttpHeader> FIXED = List.of(
            new HttpHeader("Content-Type", "application/json; charset=utf-8"),
            new HttpHeader("Cache-Control", "no-store"),
            new HttpHeader("Vary", "Accept-Encoding"),
            new HttpHeader("X-Content-Type-Options", "nosniff"),
            new HttpHeader("Referrer-Policy", "same-origin"));

    /** 200 with this body, which is shared. */
    HttpResponse json(HttpRequest request, byte[] body) {
        return weighed(request, new HttpResponse(HttpStatus.OK, FIXED, body));
    }

    /** 204 for what may come and is not there yet: it is no mistake to ask for it again and again. */
    HttpResponse nothing(HttpRequest request) {
        return weighed(request, HttpResponse.of(HttpStatus.NO_CONTENT, FIXED));
    }

    private HttpResponse weighed(HttpRequest request, HttpResponse answer) {
        HttpResponse known = answer.with(List.of(
                new HttpHeader("Date", DATE.format(ZonedDateTime.now(clock.withZone(ZoneOffset.UTC)))),
                new HttpHeader("X-Request-Bytes", Integer.toString(request.headBytes()))));
        // Its own digits count as well: the length is right when it says what it was made with.
        int bytes = 0;
        HttpResponse response = known;
        for (int next = headBytes(request, known); next != bytes; next = headBytes(request, response)) {
            bytes = next;
            response = known.with(List.of(new HttpHeader(RESPONSE_BYTES, Integer.toString(bytes))));
        }
        return response;
    }

    private static int headBytes(HttpRequest request, HttpResponse response) {
        return response.encode(true, request.keepAlive()).remaining();
    }
}
