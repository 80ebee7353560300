package dev.stompbridge.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.RawHttp;
import dev.stompbridge.testkit.TestBridge;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connection may begin with, and what its handshake may ask for. */
final class FrontDoorTest {
    /** Whoever trusts a proxy must have set them. */
    private static final List<String> BOUNDS = List.of(
            "limits.connections-per-address=100",
            "limits.sessions-per-user=100",
            "limits.connections-without-login=100",
            "limits.failed-logins=100",
            "limits.waiting-logins=100",
            "limits.session.frames=1000",
            "limits.session.bytes=1MiB",
            "limits.session.sends=1000",
            "limits.user.frames=1000",
            "limits.user.bytes=1MiB",
            "limits.user.sends=1000");

    private static TestBridge behindProxiesOf(String network) {
        List<String> settings = new ArrayList<>(BOUNDS);
        settings.add("web.proxies.networks=" + network);
        settings.add("web.proxies.proxy-protocol=true");
        return TestBridge.start(settings.toArray(String[]::new));
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
