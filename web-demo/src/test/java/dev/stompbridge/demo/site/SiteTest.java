package dev.stompbridge.demo.site;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stompbridge.demo.Demo;
import dev.stompbridge.demo.feed.Listing;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the demo serves for its pages, over real sockets of a whole demo. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SiteTest {
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final String PRICE = "\\{\"symbol\":\"%s\",\"price\":[0-9.]+,\"time\":\"[0-9TZ:.-]+\"}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper mapper = new ObjectMapper();
    private String symbol;
    private Demo demo;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        symbol = Listing.demo().get(0).symbol();
        demo = demo(home);
        await().until(() -> get("/api/prices?symbol=" + symbol).statusCode() == 200);
    }

    @AfterAll
    void stop() {
        demo.close();
    }

    private static Demo demo(Path home, String... settings) throws Exception {
        List<String> sets = new ArrayList<>(
                List.of("web.port=0", "management.port=0", "broker.openwire.port=0", "broker.stomp.port=0"));
        sets.addAll(List.of(settings));
        return Demo.start(Demo.configuration(Map.of(), sets).under(home));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return demo.address().resolve(path);
    }

    /** A connection on which this request has been sent. */
    private Socket send(String head) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), demo.address().getPort());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.getOutputStream().write(head.getBytes(ISO_8859_1));
        return socket;
    }

    /** Up to and with the next empty line. */
    private static String block(Socket socket, String emptyLine) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder block = new StringBuilder();
        while (block.indexOf(emptyLine) < 0) {
            int b = in.read();
            if (b < 0) {
                return block.toString();
            }
            block.append((char) b);
        }
        return block.toString();
    }

    private static String request(String path, String fields) {
        return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + fields + "\r\n";
    }

    @Test
    void latestPriceIsTheJsonThatTravelled() throws Exception {
        HttpResponse<String> price = get("/api/prices?symbol=" + symbol);

        assertThat(price.body()).matches(PRICE.formatted(symbol));
        assertThat(price.headers().map())
                .containsEntry("content-type", List.of("application/json; charset=utf-8"))
                .containsEntry("cache-control", List.of("no-store"))
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .containsKey("vary");
        String date = price.headers().firstValue("Date").orElseThrow();
        assertThat(date).hasSize("Sun, 06 Nov 1994 08:49:37 GMT".length());
        assertThat(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)))
                .isAfter(Instant.now().minusSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Connection: close\r\n", "Cookie: a=b\r\nAccept: application/json\r\n"})
    void answerTellsTheBytesOfBothHeads(String fields) throws Exception {
        String request = request("/api/prices?symbol=" + symbol, fields);
        try (Socket socket = send(request)) {
            String head = block(socket, "\r\n\r\n");

            assertThat(head)
                    .startsWith("HTTP/1.1 200 ")
                    .contains("\r\nX-Request-Bytes: " + request.length() + "\r\n")
                    .contains("\r\nX-Response-Bytes: " + head.length() + "\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/prices, 400",
        "/api/prices?symbol=, 400",
        "/api/prices?symbol=nvda, 400",
        "/api/prices?symbol=%4EVDA, 400",
        "/api/prices?symbol=A&symbol=A, 400",
        "/api/prices?symbol=ABCDEFGHIJK, 400",
        "/api/prices/, 404",
        "/api/prices/events?symbol=%3E, 400",
        "/api/prices/events?symbol=A&symbol=B, 400"
    })
    void whatIsNoSymbolIsRefused(String path, int status) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).endsWith(".\n");
    }

    /** A page that polls is no wrongdoer because its symbol has not been traded. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/prices?symbol=NONE", "/api/prices?symbol=NONE&again=1"})
    void symbolWithoutAPriceIsAnsweredWithNothing(String path) throws Exception {
        String request = request(path, "");
        try (Socket socket = send(request)) {
            String head = block(socket, "\r\n\r\n");

            assertThat(head)
                    .startsWith("HTTP/1.1 204 ")
                    .contains("\r\nX-Request-Bytes: " + request.length() + "\r\n")
                    .contains("\r\nX-Response-Bytes: " + head.length() + "\r\n");
        }
    }

    @Test
    void eventsOfASymbolBeginWithTheBytesOfTheHeadsAndTheTime() throws Exception {
        String request = request("/api/prices/events?symbol=" + symbol, "Accept: text/event-stream\r\n");
        try (Socket socket = send(request)) {
            String head = block(socket, "\r\n\r\n");

            assertThat(block(socket, "\n\n"))
                    .startsWith("event: opened\ndata: {\"requestBytes\":" + request.length() + ",\"responseBytes\":"
                            + head.length() + ",\"time\":\"2")
                    .endsWith("Z\"}\n\n");
            for (int i = 0; i < 3; i++) {
                assertThat(block(socket, "\n\n")).matches("data: " + PRICE.formatted(symbol) + "\n\n");
            }
        }
    }

    @Test
    void eventsWithoutASymbolAreThoseOfAll() throws Exception {
        try (Socket socket = send(request("/api/prices/events", ""))) {
            block(socket, "\r\n\r\n");
            block(socket, "\n\n");

            String first = block(socket, "\n\n");
            String next = block(socket, "\n\n");
            while (next.substring(0, 20).equals(first.substring(0, 20))) {
                next = block(socket, "\n\n");
            }
            assertThat(next).startsWith("data: {\"symbol\":\"");
        }
    }

    @Test
    void requestIsShownAsItArrivedWithoutSecrets() throws Exception {
        String request = request("/api/request?x", """
                X-Path-CHECK: one
                Cookie: secret
                via: 1.1 a
                Authorization: secret
                X-Other: secret
                X-Path-Check: two
                Connection: close
                """.replace("\n", "\r\n"));
        try (Socket socket = send(request)) {
            block(socket, "\r\n\r\n");
            JsonNode json = mapper.readTree(socket.getInputStream().readAllBytes());

            assertThat(json).isEqualTo(mapper.readTree("""
                    {"method": "GET", "path": "/api/request", "version": "HTTP/1.1", "peer": "127.0.0.1",
                     "client": "127.0.0.1", "secure": false, "headBytes": %d, "headers": [
                       {"name": "Host", "value": "127.0.0.1"}, {"name": "X-Path-CHECK", "value": "one"},
                       {"name": "via", "value": "1.1 a"}, {"name": "X-Path-Check", "value": "two"},
                       {"name": "Connection", "value": "close"}]}
                    """.formatted(request.length())));
        }
    }

    @Test
    void numbersOfTheBridgeArriveEverySecond() throws Exception {
        try (StompReader reader = StompReader.open(demo.address(), "/topic/site.numbers")) {
            JsonNode first = mapper.readTree(reader.body());
            JsonNode second = mapper.readTree(reader.body());
            // Browsers of other tests may still be on their way out.
            while (second.path("messages").asLong() == first.path("messages").asLong()
                    || second.path("browsers").asInt() != 1) {
                second = mapper.readTree(reader.body());
            }

            assertThat(second.path("bytesOut").asLong()).isPositive();
            assertThat(second.path("time").asText())
                    .isGreaterThan(first.path("time").asText());
        }
    }

    /** A new page need not wait until a price changes. */
    @Test
    void subscriberGetsTheLastPriceFirst() throws Exception {
        try (StompReader reader = StompReader.open(demo.address(), "/topic/stock." + symbol)) {
            String first = reader.frame();

            assertThat(first).contains("\nx-snapshot:");
            assertThat(StompReader.body(first)).matches(PRICE.formatted(symbol));
        }
    }

    @Test
    void withoutAListenerForBackendsThereAreNoPrices(@TempDir Path home) throws Exception {
        try (Demo bare = demo(home, "broker.openwire.enabled=false")) {
            for (String path : List.of("/api/prices?symbol=NVDA", "/api/prices/events")) {
                HttpRequest request =
                        HttpRequest.newBuilder(bare.address().resolve(path)).build();
                assertThat(http.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                        .isEqualTo(404);
            }
        }
    }
}
