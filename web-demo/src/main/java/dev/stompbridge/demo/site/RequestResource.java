package dev.stompbridge.demo.site;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stompbridge.http.HttpHeader;
import dev.stompbridge.http.HttpRequest;
import dev.stompbridge.http.HttpResponse;
import dev.stompbridge.http.HttpVersion;
import dev.stompbridge.net.Caller;
import dev.stompbridge.net.Resource;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Answers {@code GET /api/request} with what arrived of it, so that a page sees what proxies made of what it sent. Headers are
 * those of a list alone: Cookie, Authorization and whatever else may be a secret stay here. The head's own bounds bound
 * the answer.
 */
record RequestResource(Answers answers) implements Resource {
    /** In lower case. */
    private static final Set<String> SHOWN = Set.of(
            "accept",
            "accept-encoding",
            "accept-language",
            "cache-control",
            "connection",
            "forwarded",
            "host",
            "keep-alive",
            "origin",
            "pragma",
            "proxy-connection",
            "referer",
            "sec-websocket-extensions",
            "sec-websocket-protocol",
            "sec-websocket-version",
            "te",
            "upgrade",
            "user-agent",
            "via",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-port",
            "x-forwarded-proto",
            "x-forwarded-server",
            "x-path-check",
            "x-real-ip");

    @Override
    public HttpResponse handle(HttpRequest request, Caller caller) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("method", request.method());
        json.put("path", request.path());
        json.put("version", request.version() == HttpVersion.HTTP_1_1 ? "HTTP/1.1" : "HTTP/1.0");
        json.put("peer", caller.direct().text());
        json.put("client", caller.client().text());
        json.put("secure", caller.client().secure());
        json.put("headBytes", request.headBytes());
        ArrayNode headers = json.putArray("headers");
        for (HttpHeader header : request.headers().list()) {
            if (SHOWN.contains(header.name().toLowerCase(Locale.ROOT))) {
                headers.addObject().put("name", header.name()).put("value", header.value());
            }
        }
        return answers.json(request, json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
