package dev.stompbridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpResponseTest {

    private static String wire(HttpResponse response, boolean headOnly, boolean keepAlive) {
        return StandardCharsets.ISO_8859_1
                .decode(response.encode(headOnly, keepAlive))
                .toString();
    }

    @Test
    void aTextGoesOutWithItsLengthInBytes() {
        assertThat(wire(HttpResponse.text(200, "ä\n"), false, true))
                .isEqualTo(String.join(
                        "\r\n",
                        "HTTP/1.1 200 OK",
                        "Content-Type: text/plain; charset=utf-8",
                        "X-Content-Type-Options: nosniff",
                        "Cache-Control: no-store",
                        "Content-Length: 3",
                        "Connection: keep-alive",
                        "",
                        "\u00c3\u00a4\n"));
    }

    @Test
    void headGetsTheHeadOfGetWithoutTheBody() {
        HttpResponse response = HttpResponse.text(200, "body");

        String get = wire(response, false, false);
        assertThat(wire(response, true, false)).isEqualTo(get.substring(0, get.length() - 4));
    }

    @ParameterizedTest(name = "RFC 9110 §8.6: {0}")
    @CsvSource({"200,true", "308,true", "404,true", "503,true", "101,false", "204,false", "304,false"})
    void contentLengthStandsWhereABodyCould(int status, boolean present) {
        HttpResponse response = new HttpResponse(status, List.of(), new byte[] {'x'});

        String wire = wire(response, false, true);
        assertThat(wire.contains("Content-Length: 1\r\n")).isEqualTo(present);
        assertThat(wire.endsWith("\r\n\r\nx")).isEqualTo(present);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {101, 200, 204, 304, 308, 400, 403, 404, 405, 408, 413, 414, 426, 431, 500, 501, 503, 505})
    void everyStatusSentHereHasItsReason(int status) {
        assertThat(wire(HttpResponse.of(status, List.of()), false, false))
                .matches("(?s)HTTP/1\\.1 " + status + " [A-Z][A-Za-z -]+\r\n.*");
    }

    @Test
    void anUnknownStatusHasAnEmptyReason() {
        assertThat(wire(HttpResponse.of(418, List.of()), false, false)).startsWith("HTTP/1.1 418 \r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 99, 600})
    void aStatusHasThreeDigits(int status) {
        assertThatIllegalArgumentException().isThrownBy(() -> HttpResponse.of(status, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\0", "\u007f", "\u001b", "\u20ac", "a\r\nSet-Cookie: b"})
    void aValueNeverBreaksOutOfItsLine(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new HttpHeader("X", value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a:", "a\r\n", "\u00e4", "a\0"})
    void aNameIsAToken(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new HttpHeader(name, "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length", "content-length", "Transfer-Encoding", "Connection"})
    void theHeadersOfTheConnectionAreWrittenByTheEncoder(String name) {
        List<HttpHeader> headers = List.of(new HttpHeader(name, "1"));

        assertThatIllegalArgumentException().isThrownBy(() -> HttpResponse.of(200, headers));
    }

    @ParameterizedTest(name = "RFC 9110 §7.8: {0} is sent with Connection: {2}")
    @CsvSource(
            delimiter = '|',
            value = {"101 | true | Upgrade", "426 | true | Upgrade, keep-alive", "426 | false | Upgrade, close"})
    void whoeverSendsUpgradeNamesItInConnection(int status, boolean keepAlive, String connection) {
        HttpResponse response = HttpResponse.of(status, List.of(new HttpHeader("Upgrade", "websocket")));

        assertThat(wire(response, false, keepAlive)).contains("\r\nConnection: " + connection + "\r\n");
    }

    /** RFC 9112 §6.3: without a length the body ends with the connection. */
    @Test
    void aBodyWithoutEndHasNoLength() {
        HttpResponse response = HttpResponse.of(200, List.of(new HttpHeader("Content-Type", "text/event-stream")));

        assertThat(StandardCharsets.ISO_8859_1
                        .decode(response.encodeOpenEnded())
                        .toString())
                .isEqualTo("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
    }

    @Test
    void anOverloadedServerSaysWhenToComeBack() {
        assertThat(wire(HttpResponse.unavailable("Full.\n", 5), false, false))
                .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
                .contains("\r\nRetry-After: 5\r\n");
    }

    @Test
    void aViolationBecomesItsAnswer() {
        HttpResponse response =
                HttpViolation.methodNotAllowed("POST", "GET, HEAD").response();

        assertThat(wire(response, false, false))
                .startsWith("HTTP/1.1 405 Method Not Allowed\r\n")
                .contains("\r\nAllow: GET, HEAD\r\n")
                .endsWith("\r\n\r\nThe method is not allowed here.\n");
    }
}
