package dev.stompbridge.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.RawHttp;
import dev.stompbridge.testkit.TestBridge;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connection may begin with, and what its handshake may ask for. */
final class FrontDoorTest {
    private static TestBridge behindProxiesOf(String network) {
        return TestBridge.startBounded("web.proxies.networks=" + network, "web.proxies.proxy-protocol=true");
    }

    private static String answer(TestBridge bridge, String bytes) {
        try (RawClient client = RawClient.connect(bridge.port())) {
            return client.send(bytes).readToEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n",
                "PROXY UNKNOWN\r\n",
                "\r\n\r\n\0\r\nQUIT\n!\u0011\0\u000c\u00c0\0\u0002\u0001\u00c0\0\u0002\u0002\0\u0001\0\u0002"
            })
    void aStrangerCannotSpeakAsAProxy(String header) {
        try (TestBridge bridge = behindProxiesOf("192.0.2.0/24")) {
            assertThat(answer(bridge, header + RawHttp.get("/", ""))).startsWith("HTTP/1.1 400 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "PROXY TCP4 192.0.2.1\r\n", "PROXX", "\r\n\r\n\0X"})
    void aProxyCannotLeaveItsHeaderOut(String bytes) {
        try (TestBridge bridge = behindProxiesOf("127.0.0.1")) {
            assertThat(answer(bridge, bytes)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                "permessage-deflate; client_max_window_bits; server_no_context_takeover",
                "permessage-deflate; server_max_window_bits=15, permessage-bzip2",
                "x-webkit-deflate-frame",
                "mux, bbf-usp-protocol"
            })
    void noExtensionIsNegotiated(String offer) {
        try (TestBridge bridge = TestBridge.start();
                RawClient client = RawClient.connect(bridge.port())) {
            client.send(RawHttp.get("/stomp", RawHttp.WEB_SOCKET + "Sec-WebSocket-Extensions: " + offer + "\r\n"));

            assertThat(client.readHead())
                    .startsWith("HTTP/1.1 101 ")
                    .doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
            // A compressed text (§6.1 of RFC 7692): the first reserved bit.
            client.send("\u00c1\u0081\0\0\0\0\0");
            assertThat(client.readFully(4)).endsWith("\u0003\u00ea"); // 1002
        }
    }
}
