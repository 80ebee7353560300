package dev.stompbridge.net;

import static dev.stompbridge.testkit.RawHttp.WEB_SOCKET;
import static dev.stompbridge.testkit.RawHttp.get;
import static dev.stompbridge.testkit.RawHttp.head;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.RawHttp.Answer;
import dev.stompbridge.testkit.TestBridge;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From HTTP to WebSocket on the public port of a whole bridge. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UpgradeTest {
    private final TestBridge bridge = TestBridge.start("web.allowed-origins=https://shop.example");

    @AfterAll
    void stop() {
        bridge.close();
    }

    /** RFC 6455 §4.2.2 item 4 and §10.2. */
    @ParameterizedTest
    @CsvSource({
        "none at all, '', 101",
        "the same, Origin: http://127.0.0.1:PORT, 101",
        "one of the list, Origin: https://shop.example, 101",
        "another host, Origin: http://evil.example, 403",
        "another port, Origin: http://127.0.0.1:1, 403",
        "another scheme, Origin: https://127.0.0.1:PORT, 403",
        "longer than one of the list, Origin: https://shop.example.evil.example, 403",
        "one of the list with another scheme, Origin: http://shop.example, 403",
        "opaque, Origin: null, 403",
        "empty, Origin:, 403"
    })
    void onlyPagesOfAnAllowedOriginConnect(String which, String header, int status) {
        try (RawClient client = RawClient.connect(bridge.port())) {
            String port = String.valueOf(bridge.port());
            String origin = header.isEmpty() ? "" : header.replace("PORT", port) + "\r\n";
            client.send(head("GET /stomp HTTP/1.1", "Host: 127.0.0.1:" + port + "\r\n" + WEB_SOCKET + origin));

            assertThat(client.readHead()).as(which).startsWith("HTTP/1.1 " + status + " ");
        }
    }

    /** RFC 6455 §4.1: a client waits for the answer. */
    @Test
    void bytesGluedToTheUpgradeAreRefused() {
        try (RawClient client = RawClient.connect(bridge.port())) {
            client.send(get("/echo", WEB_SOCKET) + "\u0081\u0080\0\0\0\0");

            assertThat(Answer.to(client).status()).isEqualTo(400);
        }
    }

    @Test
    void upgradeMayFollowAnOrdinaryRequest() {
        try (RawClient client = RawClient.connect(bridge.port())) {
            assertThat(Answer.to(client.send(get("/", ""))).status()).isEqualTo(404);

            client.send(get("/echo", WEB_SOCKET));
            assertThat(client.readHead())
                    .startsWith("HTTP/1.1 101 ")
                    .contains("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")
                    .doesNotContainIgnoringCase("\r\nServer:")
                    .doesNotContain("Sec-WebSocket-Extensions");
        }
    }
}
