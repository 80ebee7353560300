package dev.stompbridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpRoutesTest {

    private final HttpRoutes routes = new HttpRoutes(Map.of(
            "/health/live", request -> HttpResponse.text(200, "live\n"),
            "/metrics", request -> HttpResponse.text(200, String.valueOf(request.query()))));

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource({
        "GET, /health/live, 200",
        "HEAD, /health/live, 200",
        "POST, /health/live, 405",
        "OPTIONS, /metrics, 405",
        "get, /metrics, 501",
        "GET, /health, 404",
        "GET, /health/live/, 404",
        "GET, /Health/live, 404",
        "GET, /health%2flive, 404",
        "GET, //metrics, 404",
        "POST, /nowhere, 404",
    })
    void aRouteIsAnExactPathForGetAndHead(String method, String path, int status) {
        HttpResponse response =
                routes.handle(new HttpRequest(method, path, null, HttpVersion.HTTP_1_1, new HttpHeaders(List.of())));

        assertThat(response.status()).isEqualTo(status);
        assertThat(new HttpHeaders(response.headers()).first("Allow")).isEqualTo(status == 405 ? "GET, HEAD" : null);
    }
}
