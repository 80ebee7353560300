package dev.stompbridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.RawHttp;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestAuthority;
import dev.stompbridge.testkit.TestAuthority.Issued;
import dev.stompbridge.testkit.TestBridge;
import dev.stompbridge.testkit.WsClient;
import java.net.Socket;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole bridge with TLS, as the configuration describes it. */
final class SecureBridgeTest {
    @TempDir
    Path directory;

    private TestAuthority authority;
    private String yaml;

    @BeforeEach
    void issue() throws Exception {
        authority = TestAuthority.create("Test authority");
        Issued server = authority.server("localhost");
        server.write(directory.resolve("chain.pem"), directory.resolve("key.pem"));
        authority.write(directory.resolve("trusted.pem"));
        yaml = """
                web:
                  tls:
                    certificate: {chain: %1$s/chain.pem, key: %1$s/key.pem}
                    client-certificates: wanted
                    trusted: %1$s/trusted.pem
                    client-users: [{subject: "CN=Feed, O=Example", user: feed}]
                    hsts: 1h
                broker:
                  users:
                    - {name: feed, password-hash: pbkdf2-sha256$10000$ktpWaLDa1S8sqGZGhJUpuA$78JrsysJDN8alq706Y30308aQc6puC2F/LQshPsesnQ, groups: [feeds]}
                  anonymous-groups: [guests]
                  authorization:
                    - {destination: "topic://a.>", read: [guests, feeds], write: [feeds]}
                """.formatted(directory);
    }

    private RawClient connect(TestBridge bridge, @Nullable Issued client) throws Exception {
        SSLContext context = authority.context(client);
        Socket socket = context.getSocketFactory().createSocket("localhost", bridge.port());
        return new RawClient(socket);
    }

    private static StompClient session(RawClient client, String origin) {
        return StompClient.over(WsClient.over(client, "/stomp", "v12.stomp" + origin));
    }

    @Test
    void browsersSpeakStompOverTls() throws Exception {
        try (TestBridge bridge = TestBridge.startWith(yaml);
                StompClient client = session(connect(bridge, null), "\r\nOrigin: https://127.0.0.1")) {
            client.connected("").subscribe("s", "/topic/a.b");
            client.send("SEND\ndestination:/topic/a.b\n\n^@");
            assertThat(client.await(StompCommand.ERROR).headers().get("message"))
                    .isEqualTo("not authorized to send to /topic/a.b");
        }
    }

    @Test
    void certificateOfAClientIsItsLogin() throws Exception {
        try (TestBridge bridge = TestBridge.startWith(yaml);
                StompClient feed = session(
                        connect(bridge, authority.client("CN=Feed,O=Example")), "\r\nOrigin: https://127.0.0.1");
                StompClient reader = session(connect(bridge, null), "")) {
            reader.connected("").subscribe("s", "/topic/a.b");
            feed.connected("").send("SEND\ndestination:/topic/a.b\n\nby certificate^@");
            assertThat(reader.message()).isEqualTo("by certificate");
        }
    }

    @Test
    void certificateThatStandsForNobodyIsAnonymous() throws Exception {
        try (TestBridge bridge = TestBridge.startWith(yaml);
                StompClient other = session(
                        connect(bridge, authority.client("CN=Feed,O=Another")), "\r\nOrigin: https://127.0.0.1")) {
            other.connected("").send("SEND\ndestination:/topic/a.b\n\n^@");
            other.await(StompCommand.ERROR);
        }
    }

    /** It is sent by the browser itself, whichever page asks. */
    @Test
    void certificateWithoutAnOriginIsRefused() throws Exception {
        try (TestBridge bridge = TestBridge.startWith(yaml);
                RawClient client = connect(bridge, authority.client("CN=Feed,O=Example"))) {
            client.send(RawHttp.get("/stomp", RawHttp.WEB_SOCKET));
            assertThat(client.readHead()).startsWith("HTTP/1.1 403 ");
        }
    }

    @Test
    void pageOfAnUnencryptedOriginIsForeign() throws Exception {
        try (TestBridge bridge = TestBridge.startWith(yaml);
                RawClient client = connect(bridge, null)) {
            client.send(RawHttp.get("/stomp", RawHttp.WEB_SOCKET + "Origin: http://127.0.0.1\r\n"));
            assertThat(client.readHead()).startsWith("HTTP/1.1 403 ");
        }
    }

    @Test
    void pagesPromiseToStayEncrypted() throws Exception {
        try (TestBridge bridge = TestBridge.startWith(yaml);
                RawClient client = connect(bridge, null)) {
            assertThat(RawHttp.Answer.to(client.send(RawHttp.get("/", ""))).header("Strict-Transport-Security"))
                    .isEqualTo("max-age=3600");
        }
    }

    @Test
    void oneConnectionTooManyIsCutBeforeItsHandshake() throws Exception {
        try (TestBridge bridge = TestBridge.startWith(yaml, "limits.connections-per-address=1");
                StompClient first = session(connect(bridge, null), "");
                RawClient second = RawClient.connect(bridge.port())) {
            assertThat(second.read()).isEqualTo(-1);
            assertThat(bridge.metric("stompbridge_connections_cut_total")).isEqualTo(1);
            first.connected("");
        }
    }

    @Test
    void secondOfATlsHelloIsNotWaitedForLongerThanItsDeadline() throws Exception {
        try (TestBridge bridge = TestBridge.startWith(yaml, "web.tls.handshake-timeout=1s");
                RawClient client = RawClient.connect(bridge.port())) {
            client.send(new byte[] {22, 3, 1, 0, 100, 1});
            assertThat(client.read()).isEqualTo(-1);
            assertThat(bridge.metric("stompbridge_tls_handshakes_timed_out_total"))
                    .isEqualTo(1);
        }
    }
}
