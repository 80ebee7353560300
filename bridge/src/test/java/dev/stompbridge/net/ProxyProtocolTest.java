package dev.stompbridge.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.RawHttp;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestAuthority;
import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.testkit.WsClient;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections of a proxy that says whose they are before anything else. */
final class ProxyProtocolTest {
    private static TestBridge behind(String network) {
        return TestBridge.startBounded(
                "limits.connections-per-address=1",
                "web.proxies.networks=" + network,
                "web.proxies.proxy-protocol=true",
                "web.head-timeout=1s");
    }

    private static StompClient connected(RawClient client) {
        return StompClient.over(WsClient.over(client, "/stomp", "v12.stomp")).connected("");
    }

    private static byte[] version2(int lastOfAddress) {
        byte[] header = {
            0x0D,
            0x0A,
            0x0D,
            0x0A,
            0x00,
            0x0D,
            0x0A,
            0x51,
            0x55,
            0x49,
            0x54,
            0x0A,
            0x21,
            0x11,
            0x00,
            0x0C, //
            (byte) 192,
            0,
            2,
            (byte) lastOfAddress,
            127,
            0,
            0,
            1,
            1,
            2,
            3,
            4
        };
        return header;
    }

    @Test
    void eachAddressBehindTheProxyCountsForItself() {
        try (TestBridge bridge = behind("127.0.0.1");
                StompClient first =
                        connected(RawClient.connect(bridge.port()).send("PROXY TCP4 192.0.2.1 127.0.0.1 1000 80\r\n"));
                StompClient second = connected(RawClient.connect(bridge.port()).send(version2(2)))) {
            first.subscribe("s", "/topic/demo.a");
            second.subscribe("s", "/topic/demo.a");
            try (RawClient third = RawClient.connect(bridge.port())) {
                third.send(version2(1)).send(RawHttp.get("/", ""));
                assertThat(third.readToEnd()).isEmpty();
            }
            assertThat(bridge.metric("stompbridge_connections_refused_address_total"))
                    .isEqualTo(1);
        }
    }

    @Test
    void headerAndRequestMayComeInOnePieceOrByteByByte() {
        try (TestBridge bridge = behind("127.0.0.1")) {
            String all = "PROXY TCP6 2001:db8::1 ::1 1 2\r\n" + RawHttp.get("/nothing", "");
            try (RawClient client = RawClient.connect(bridge.port())) {
                assertThat(RawHttp.Answer.to(client.send(all)).status()).isEqualTo(404);
            }
            await().until(() -> bridge.metric("stompbridge_connections") == 0);
            try (RawClient client = RawClient.connect(bridge.port())) {
                for (byte b : all.getBytes(ISO_8859_1)) {
                    client.send(new byte[] {b});
                }
                assertThat(RawHttp.Answer.to(client).status()).isEqualTo(404);
            }
        }
    }

    @Test
    void headerStandsBeforeTheHelloOfTls(@TempDir Path directory) throws Exception {
        TestAuthority authority = TestAuthority.create("Test authority");
        authority.server("localhost").write(directory.resolve("chain.pem"), directory.resolve("key.pem"));
        try (TestBridge bridge = TestBridge.startBounded(
                        "web.proxies.networks=127.0.0.1",
                        "web.proxies.proxy-protocol=true",
                        "web.tls.certificate.chain=" + directory.resolve("chain.pem"),
                        "web.tls.certificate.key=" + directory.resolve("key.pem"));
                Socket plain = new Socket(InetAddress.getLoopbackAddress(), bridge.port())) {
            plain.getOutputStream().write(version2(1));
            RawClient secure = new RawClient(
                    authority.context(null).getSocketFactory().createSocket(plain, "localhost", bridge.port(), true));
            connected(secure).subscribe("s", "/topic/demo.a");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
                "PROXY TCP4 192.0.2.300 127.0.0.1 1000 80\r\n",
                "PROXY  TCP4 192.0.2.1 127.0.0.1 1000 80\r\n",
                "\u0016\u0003\u0001"
            })
    void proxyThatDoesNotSayItIsClosed(String start) {
        try (TestBridge bridge = behind("127.0.0.1");
                RawClient client = RawClient.connect(bridge.port())) {
            assertThat(client.send(start).readToEnd()).isEmpty();
            assertThat(bridge.metric("stompbridge_proxy_headers_refused_total")).isEqualTo(1);
        }
    }

    @Test
    void headerThatNeverEndsIsClosedInTime() {
        try (TestBridge bridge = behind("127.0.0.1");
                RawClient client = RawClient.connect(bridge.port())) {
            assertThat(client.send("PROXY TCP4").readToEnd()).isEmpty();
        }
    }

    @Test
    void strangerWhoWritesTheHeaderIsRefused() {
        try (TestBridge bridge = behind("10.0.0.0/8");
                RawClient client = RawClient.connect(bridge.port())) {
            client.send("PROXY TCP4 10.0.0.7 127.0.0.1 1000 80\r\n" + RawHttp.get("/", ""));
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 400 ");
        }
    }
}
