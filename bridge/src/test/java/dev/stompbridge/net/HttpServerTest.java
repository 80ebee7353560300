package dev.stompbridge.net;

import static dev.stompbridge.testkit.RawHttp.HOST;
import static dev.stompbridge.testkit.RawHttp.WEB_SOCKET;
import static dev.stompbridge.testkit.RawHttp.get;
import static dev.stompbridge.testkit.RawHttp.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.RawHttp.Answer;
import dev.stompbridge.testkit.TestBridge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP on the public port of a whole bridge, byte by byte. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HttpServerTest {
    private static final String PAGE = "<!doctype html><title>A page</title>";
    private static final String STYLE = "body { color: black }";
    private static final int LARGE = 1024 * 1024;

    private TestBridge bridge;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        Path pages = Files.createDirectory(directory.resolve("pages"));
        Files.writeString(directory.resolve("secret.txt"), "secret");
        Files.writeString(pages.resolve("index.html"), PAGE);
        Files.writeString(pages.resolve("style.css"), STYLE);
        Files.writeString(pages.resolve(".hidden"), "hidden");
        Files.write(pages.resolve("large.bin"), new byte[LARGE]);
        bridge = TestBridge.start(pages);
    }

    @AfterAll
    void stop() {
        bridge.close();
    }

    static List<Arguments> refusals() {
        String manyFields = "A: b\r\n".repeat(64);
        return List.of(
                arguments("RFC 9112 §3, the method first", 400, head(" / HTTP/1.1", HOST)),
                arguments("RFC 9112 §3, one space", 400, head("GET  / HTTP/1.1", HOST)),
                arguments("RFC 9112 §2.2, LF alone", 400, "GET / HTTP/1.1\n" + HOST + "\r\n"),
                arguments("RFC 9112 §2.3, a version", 400, head("GET / HTTP/11", HOST)),
                arguments("RFC 9112 §3.2, no Host", 400, head("GET / HTTP/1.1", "")),
                arguments("RFC 9112 §3.2, two of Host", 400, head("GET / HTTP/1.1", HOST + HOST)),
                arguments("RFC 9112 §3.2, a path or URI", 400, head("GET index.html HTTP/1.1", HOST)),
                arguments("RFC 9112 §5.1, space before colon", 400, head("GET / HTTP/1.1", HOST + "A : b\r\n")),
                arguments("RFC 9112 §5.2, a folded line", 400, head("GET / HTTP/1.1", HOST + "A: b\r\n c\r\n")),
                arguments("RFC 9110 §5.5, NUL in a value", 400, head("GET / HTTP/1.1", HOST + "A: \0\r\n")),
                arguments("RFC 9112 §6.1, chunks", 400, get("/", "Transfer-Encoding: chunked\r\n")),
                arguments("RFC 9112 §6.3, a bad length", 400, get("/", "Content-Length: +1\r\n")),
                arguments("RFC 3986 §2.1, half an encoding", 400, get("/%4", "")),
                arguments("RFC 6455 §4.2.1, a key", 400, get("/stomp", WEB_SOCKET.replace("dGhl", ""))),
                arguments("RFC 9110 §15.5.5", 404, get("/nothing", "")),
                arguments("RFC 9110 §15.5.6", 405, head("DELETE / HTTP/1.1", HOST)),
                arguments("RFC 6455 §4.2.1, GET", 405, head("POST /stomp HTTP/1.1", HOST + WEB_SOCKET)),
                arguments("RFC 9110 §15.5.14", 413, get("/", "Content-Length: 5\r\n")),
                arguments("RFC 9110 §15.5.15", 414, get("/" + "a".repeat(4096), "")),
                arguments("RFC 9110 §15.5.22", 426, get("/stomp", "")),
                arguments("RFC 6455 §4.4", 426, get("/stomp", WEB_SOCKET.replace("13", "8"))),
                arguments("RFC 6585 §5, too many", 431, get("/", manyFields)),
                arguments("RFC 6585 §5, too large", 431, get("/", "A: " + "b".repeat(8192))),
                arguments("RFC 9110 §15.6.2", 501, head("BREW / HTTP/1.1", HOST)),
                arguments("RFC 9110 §15.6.6", 505, head("GET / HTTP/2.0", HOST)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refusals")
    void refusalHasItsStatus(String clause, int status, String head) {
        try (RawClient client = RawClient.connect(bridge.port())) {
            Answer answer = Answer.to(client.send(head));

            assertThat(answer.status()).as(clause).isEqualTo(status);
            assertThat(answer.head()).doesNotContainIgnoringCase("\r\nServer:");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE /, 'Allow: GET, HEAD'",
        "GET /stomp, Sec-WebSocket-Version: 13",
        "GET /stomp, Upgrade: websocket"
    })
    void refusalSaysWhatWouldDo(String request, String header) {
        try (RawClient client = RawClient.connect(bridge.port())) {
            Answer answer = Answer.to(client.send(head(request + " HTTP/1.1", HOST)));

            assertThat(answer.head()).contains("\r\n" + header + "\r\n");
        }
    }

    /** RFC 9112 §9.6: it is closed, but not before the peer had time to read the answer. */
    @Test
    void nothingIsReadAfterARefusal() {
        try (RawClient client = RawClient.connect(bridge.port())) {
            client.send(head("GET / HTTP/1.1", "") + get("/", ""));

            Answer answer = Answer.to(client);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.head()).contains("\r\nConnection: close\r\n");
            assertThat(client.read()).isEqualTo(-1);
        }
    }

    /** RFC 9112 §9.3.2. */
    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() {
        try (RawClient client = RawClient.connect(bridge.port())) {
            client.send(get("/", "") + get("/large.bin", "") + get("/style.css", ""));

            assertThat(Answer.to(client).body()).isEqualTo(PAGE);
            assertThat(Answer.to(client).body()).hasSize(LARGE);
            assertThat(Answer.to(client).body()).isEqualTo(STYLE);
        }
    }

    /** RFC 9110 §9.3.2: the second answer would not be found behind a body. */
    @Test
    void headIsAnsweredWithoutTheBody() {
        try (RawClient client = RawClient.connect(bridge.port())) {
            client.send(head("HEAD / HTTP/1.1", HOST) + get("/style.css", ""));

            assertThat(client.readHead())
                    .startsWith("HTTP/1.1 200 ")
                    .contains("\r\nContent-Length: " + PAGE.length() + "\r\n");
            assertThat(Answer.to(client).body()).isEqualTo(STYLE);
        }
    }

    /** RFC 9110 §13.1.2. */
    @Test
    void knownTagIsAnsweredWithNotModified() {
        try (RawClient client = RawClient.connect(bridge.port())) {
            String tag = Answer.to(client.send(get("/", ""))).header("ETag");

            Answer known = Answer.to(client.send(get("/", "If-None-Match: " + tag + "\r\n")));
            assertThat(known.status()).isEqualTo(304);
            assertThat(known.header("ETag")).isEqualTo(tag);
            assertThat(Answer.to(client.send(get("/", "If-None-Match: \"other\"\r\n")))
                            .body())
                    .isEqualTo(PAGE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret.txt",
                "/%2e%2e/secret.txt",
                "/..%2fsecret.txt",
                "/%2e%2e%2fsecret.txt",
                "/%252e%252e/secret.txt",
                "/..%5csecret.txt",
                "/a/../../secret.txt",
                "/./index.html",
                "//index.html",
                "/.hidden",
                "/%2ehidden",
                "/index.html%00",
                "/index.html/"
            })
    void pathLeadsNowhereElse(String path) {
        try (RawClient client = RawClient.connect(bridge.port())) {
            assertThat(Answer.to(client.send(get(path, ""))).status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource({"HTTP/1.1, Connection: close", "HTTP/1.0, A: b"})
    void connectionIsClosedForWhoeverWantsNoMore(String version, String header) {
        try (RawClient client = RawClient.connect(bridge.port())) {
            client.send(head("GET / " + version, HOST + header + "\r\n"));

            assertThat(client.readToEnd()).startsWith("HTTP/1.1 200 ").endsWith(PAGE);
        }
    }
}
