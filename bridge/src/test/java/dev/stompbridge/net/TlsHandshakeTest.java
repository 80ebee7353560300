package dev.stompbridge.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.ops.Metric;
import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.TestAuthority;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which clients come in, with what, and in which time. */
final class TlsHandshakeTest {
    @TempDir
    Path directory;

    private TlsPort port;
    private SSLContext client;

    @BeforeEach
    void start() throws Exception {
        TestAuthority authority = TestAuthority.create("Test authority");
        port = TlsPort.serving(directory, authority.rsaServer(2048, "a.test"), authority.server("a.test"));
        client = authority.context(null);
    }

    @AfterEach
    void stop() {
        port.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bothVersionsAreServed(String version) throws Exception {
        try (SSLSocket socket = port.connect(client, "a.test")) {
            socket.setEnabledProtocols(new String[] {version});

            assertThat(TlsPort.ask(socket)).isEqualTo("HTTP/1.1 200 OK");
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
        }
        assertThat(port.value(Metric.TLS_HANDSHAKES)).isEqualTo(1);
    }

    /** A hello of TLS 1.1 (RFC 4346 §7.4.1.2), without the extension that would offer more (RFC 8446 §4.2.1). */
    @Test
    void olderVersionsAreRefusedWithAnAlert() throws Exception {
        try (RawClient old = new RawClient(port.connect())) {
            old.send(HexFormat.of()
                    .parseHex("160301002f" + "0100002b" + "0302" + "00".repeat(32) + "00" + "0004c013002f" + "0100"));

            byte[] alert = old.readToEnd().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
            assertThat(alert).hasSize(7).startsWith(21).endsWith(2, 70); // fatal protocol_version, RFC 8446 §6.2
        }
        await().until(() -> port.value(Metric.TLS_HANDSHAKES_FAILED) == 1);
    }

    /** RSA key exchange among the absent ones, which clients of newer JDKs do not even offer. SCSV is no suite but a signal. */
    @Test
    void everySuiteHasForwardSecrecyAndAuthenticatedEncryption() {
        assertThat(port.engine().getEnabledCipherSuites())
                .isNotEmpty()
                .allMatch(suite -> suite.matches("TLS_(AES|CHACHA20)_.*|TLS_ECDHE_.*_(GCM|CHACHA20)_.*|.*_SCSV"));
    }

    /** No forward secrecy, no authenticated encryption, or neither. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
                "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"
            })
    void weakSuitesAreRefused(String suite) throws Exception {
        try (SSLSocket socket = port.connect(client, null)) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {suite});

            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
        await().until(() -> port.value(Metric.TLS_HANDSHAKES_FAILED) == 1);
    }

    @Test
    void serversOrderOfSuitesDecides() throws Exception {
        try (SSLSocket socket = port.connect(client, null)) {
            socket.setEnabledCipherSuites(new String[] {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"});
            socket.startHandshake();

            assertThat(socket.getSession().getCipherSuite()).isEqualTo("TLS_AES_256_GCM_SHA384");
        }
    }

    @Test
    void http2IsNotAgreedOn() throws Exception {
        try (SSLSocket socket = port.connect(client, null)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            socket.setSSLParameters(parameters);

            assertThat(TlsPort.ask(socket)).isEqualTo("HTTP/1.1 200 OK");
            assertThat(socket.getApplicationProtocol()).isEmpty();
        }
    }

    @Test
    void renegotiationEndsTheConnection() throws Exception {
        try (SSLSocket socket = port.connect(client, null)) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            assertThat(TlsPort.ask(socket)).isEqualTo("HTTP/1.1 200 OK");

            assertThatThrownBy(() -> {
                        socket.startHandshake();
                        TlsPort.ask(socket);
                    })
                    .isInstanceOf(Exception.class);
        }
        await().until(() -> port.value(Metric.TLS_FLOODS) == 1);
        assertThat(port.value(Metric.TLS_HANDSHAKES)).isEqualTo(1);
    }

    /** §6.1 of RFC 8446: whoever closes says so, else the end might have been cut off. */
    @Test
    void closingIsAnnounced() throws Exception {
        try (SSLSocket socket = port.connect(client, null)) {
            RawClient raw = new RawClient(socket);
            raw.send("GET / HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n");

            assertThat(raw.readToEnd()).endsWith("here");
        }
    }

    @Test
    void peerThatSpeaksNoTlsIsClosedAndCounted() throws Exception {
        try (Socket plain = port.connect()) {
            plain.getOutputStream().write(TlsPort.HTTP.getBytes(java.nio.charset.StandardCharsets.US_ASCII));

            assertThat(plain.getInputStream().readAllBytes()).startsWith(21);
        }
        await().until(() -> port.value(Metric.TLS_HANDSHAKES_FAILED) == 1);
    }

    @Test
    void recordThatSaysItIsTooLongIsNotWaitedFor() throws Exception {
        try (Socket plain = port.connect()) {
            plain.getOutputStream().write(new byte[] {22, 3, 1, -1, -1});

            assertThat(plain.getInputStream().readAllBytes()).startsWith(21);
        }
        await().until(() -> port.value(Metric.TLS_HANDSHAKES_FAILED) == 1);
    }

    /** A port that is looked at by a load balancer fails nothing. */
    @Test
    void connectionWithoutAWordIsNoFailure() throws Exception {
        port.connect().close();
        await().until(() ->
                port.value(Metric.CONNECTIONS_ACCEPTED) == 1 && port.server().connectionCount() == 0);

        assertThat(port.value(Metric.TLS_HANDSHAKES_FAILED)).isZero();
    }

    @Test
    void handshakeThatTakesTooLongIsClosed() throws Exception {
        try (Socket silent = port.connect();
                Socket dripping = port.connect();
                SSLSocket secured = port.connect(client, null)) {
            dripping.getOutputStream().write(new byte[] {22, 3, 1});
            assertThat(TlsPort.ask(secured)).isEqualTo("HTTP/1.1 200 OK");

            port.pass(TlsPort.HANDSHAKE_TIMEOUT.minusNanos(1));
            dripping.getOutputStream().write(new byte[] {0, 100});
            assertThat(port.value(Metric.TLS_HANDSHAKES_TIMED_OUT)).isZero();
            port.pass(java.time.Duration.ofNanos(1));

            assertThat(endOf(silent)).isTrue();
            assertThat(endOf(dripping)).isTrue();
            assertThat(TlsPort.ask(secured)).isEqualTo("HTTP/1.1 200 OK");
            assertThat(port.value(Metric.TLS_HANDSHAKES_TIMED_OUT)).isEqualTo(2);
            assertThat(port.value(Metric.TLS_HANDSHAKES_FAILED)).isZero();
        }
    }

    private static boolean endOf(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return e.getMessage() != null && e.getMessage().contains("reset");
        }
    }

    /** Byte by byte, as a slow line may bring it. */
    @Test
    void bytesMayComeOneByOne() throws Exception {
        var engine = client.createSSLEngine();
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(64 * 1024);
        engine.wrap(ByteBuffer.allocate(0), hello);
        try (Socket plain = port.connect()) {
            plain.setTcpNoDelay(true);
            for (byte b : java.util.Arrays.copyOf(hello.array(), hello.position())) {
                plain.getOutputStream().write(b);
            }

            assertThat(plain.getInputStream().read()).isEqualTo(22);
        }
    }
}
