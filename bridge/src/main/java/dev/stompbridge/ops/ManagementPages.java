package dev.stompbridge.ops;

import dev.stompbridge.http.HttpHandler;
import dev.stompbridge.http.HttpHeader;
import dev.stompbridge.http.HttpResponse;
import dev.stompbridge.http.HttpRoutes;
import dev.stompbridge.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The pages of the management port. */
public final class ManagementPages {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private ManagementPages() {}

    public static HttpHandler of(Health health, Metrics metrics) {
        return new HttpRoutes(Map.of(
                "/health/live", request -> HttpResponse.text(HttpStatus.OK, "alive\n"),
                "/health/ready", request -> ready(health),
                "/status", request -> HttpResponse.text(HttpStatus.OK, health.text()),
                "/metrics", request -> metrics(metrics)));
    }

    private static HttpResponse ready(Health health) {
        int status = health.isReady() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
        return HttpResponse.text(status, health.text());
    }

    private static HttpResponse metrics(Metrics metrics) {
        byte[] page = metrics.page().getBytes(StandardCharsets.UTF_8);
        return new HttpResponse(HttpStatus.OK, List.of(new HttpHeader("Content-Type", PROMETHEUS)), page);
    }
}
