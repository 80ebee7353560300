package dev.stompbridge.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.net.TlsSettings.ClientCertificates;
import dev.stompbridge.ops.Metric;
import dev.stompbridge.testkit.TestAuthority;
import dev.stompbridge.testkit.TestAuthority.Issued;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLSocket;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that show a certificate, or should. */
final class TlsClientCertificateTest {
    private static final Map<X500Principal, String> USERS =
            Map.of(new X500Principal("CN=Price Feed, O=Example"), "feed");

    @TempDir
    Path directory;

    private TestAuthority authority;
    private Issued mapped;

    @BeforeEach
    void issue() throws Exception {
        authority = TestAuthority.create("Test authority");
        mapped = authority.client("CN=Price Feed,O=Example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void subjectOfTheCertificateNamesTheUser(String version) throws Exception {
        try (TlsPort port = asking(ClientCertificates.REQUIRED);
                SSLSocket socket = port.connect(authority.context(mapped), null)) {
            socket.setEnabledProtocols(new String[] {version});

            assertThat(TlsPort.ask(socket)).isEqualTo("HTTP/1.1 200 OK");
            assertThat(userOf(port)).contains("feed");
        }
    }

    @Test
    void resumedSessionHasItsUser() throws Exception {
        SSLContext client = authority.context(mapped);
        try (TlsPort port = asking(ClientCertificates.REQUIRED)) {
            for (int i = 0; i < 2; i++) {
                try (SSLSocket socket = port.connect(client, null)) {
                    assertThat(TlsPort.ask(socket)).isEqualTo("HTTP/1.1 200 OK");
                    assertThat(userOf(port)).contains("feed");
                }
                await().until(() -> port.server().connectionCount() == 0);
            }
        }
    }

    /** X.500 compares without regard to case and to repeated spaces; a longer subject is another one. */
    @Test
    void onlyTheWholeSubjectCounts() throws Exception {
        try (TlsPort port = asking(ClientCertificates.REQUIRED)) {
            assertThat(userFor(port, authority.client("CN=price  feed,O=Example")))
                    .contains("feed");
            assertThat(userFor(port, authority.client("CN=Price Feed,O=Example,C=DE")))
                    .isEmpty();
            assertThat(userFor(port, authority.client("CN=Price Feed"))).isEmpty();
        }
    }

    @Test
    void wantedCertificateMayBeMissing() throws Exception {
        try (TlsPort port = asking(ClientCertificates.WANTED)) {
            assertThat(userFor(port, null)).isEmpty();
            assertThat(userFor(port, mapped)).contains("feed");
        }
    }

    @Test
    void requiredCertificateMayNotBeMissing() throws Exception {
        try (TlsPort port = asking(ClientCertificates.REQUIRED)) {
            assertRefused(port, null);
        }
    }

    /** The JDK's client shows a certificate of an authority that the server has named only, so both have one name. */
    @ParameterizedTest
    @EnumSource(
            value = ClientCertificates.class,
            names = {"WANTED", "REQUIRED"})
    void certificateOfAnotherAuthorityIsRefused(ClientCertificates asked) throws Exception {
        Issued forged = TestAuthority.create("Test authority").client("CN=Price Feed,O=Example");
        try (TlsPort port = asking(asked)) {
            assertRefused(port, forged);
        }
    }

    @Test
    void certificateThatIsNotAskedForNamesNobody() throws Exception {
        try (TlsPort port = asking(ClientCertificates.NONE)) {
            assertThat(userFor(port, mapped)).isEmpty();
        }
    }

    /** All in one segment: what comes behind the handshake must not wait until the client sends more. */
    @Test
    void requestThatComesWithTheCertificateIsAnswered() throws Exception {
        SSLContext client = authority.context(mapped);
        try (TlsPort port = asking(ClientCertificates.REQUIRED);
                java.net.Socket plain = port.connect()) {
            SSLEngine engine = client.createSSLEngine();
            engine.setUseClientMode(true);
            ByteBuffer in = ByteBuffer.allocate(64 * 1024).flip();
            ByteBuffer out = ByteBuffer.allocate(64 * 1024);
            ByteBuffer clear = ByteBuffer.allocate(64 * 1024);
            ByteBuffer request = ByteBuffer.wrap(TlsPort.HTTP.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            engine.beginHandshake();
            while (clear.position() == 0) {
                HandshakeStatus status = engine.getHandshakeStatus();
                if (status == HandshakeStatus.NEED_TASK) {
                    engine.getDelegatedTask().run();
                } else if (status == HandshakeStatus.NEED_WRAP) {
                    engine.wrap(ByteBuffer.allocate(0), out);
                } else if (status == HandshakeStatus.NOT_HANDSHAKING && request.hasRemaining()) {
                    engine.wrap(request, out);
                } else {
                    plain.getOutputStream().write(out.array(), 0, out.position());
                    out.clear();
                    read(plain, engine, in, clear);
                }
            }
            assertThat(new String(clear.array(), 0, 15, java.nio.charset.StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200 OK");
        }
    }

    private static void read(java.net.Socket plain, SSLEngine engine, ByteBuffer in, ByteBuffer clear)
            throws IOException {
        if (engine.unwrap(in, clear).bytesConsumed() > 0) {
            return;
        }
        in.compact();
        byte[] bytes = new byte[in.remaining()];
        int count = plain.getInputStream().read(bytes);
        if (count < 0) {
            throw new IOException("closed");
        }
        in.put(bytes, 0, count).flip();
    }

    private void assertRefused(TlsPort port, @Nullable Issued shown) throws Exception {
        long failed = port.value(Metric.TLS_HANDSHAKES_FAILED);
        try (SSLSocket socket = port.connect(authority.context(shown), null)) {
            assertThatThrownBy(() -> TlsPort.ask(socket)).hasRootCauseInstanceOf(IOException.class);
        }
        await().until(() -> port.value(Metric.TLS_HANDSHAKES_FAILED) == failed + 1);
        assertThat(port.value(Metric.TLS_HANDSHAKES)).isZero();
    }

    private Optional<String> userFor(TlsPort port, @Nullable Issued shown) throws Exception {
        try (SSLSocket socket = port.connect(authority.context(shown), null)) {
            assertThat(TlsPort.ask(socket)).isEqualTo("HTTP/1.1 200 OK");
            return userOf(port);
        } finally {
            await().until(() -> port.server().connectionCount() == 0);
        }
    }

    /** Of the only connection that there is. */
    private static Optional<String> userOf(TlsPort port) throws Exception {
        assertThat(port.server().connections()).hasSize(1);
        Connection connection = port.server().connections().iterator().next();
        CompletableFuture<Optional<String>> user = new CompletableFuture<>();
        connection.execute(() -> user.complete(Optional.ofNullable(connection.certificateUser())));
        return user.get(10, TimeUnit.SECONDS);
    }

    private TlsPort asking(ClientCertificates asked) throws Exception {
        Path trusted = directory.resolve("authorities.pem");
        authority.write(trusted);
        return new TlsPort(
                TlsPort.asking(TlsPort.write(directory, authority.server("a.test"), "server"), asked, trusted, USERS));
    }
}
