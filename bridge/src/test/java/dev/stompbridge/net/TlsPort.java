package dev.stompbridge.net;

import dev.stompbridge.fanout.Outboxes;
import dev.stompbridge.http.HttpLimits;
import dev.stompbridge.http.HttpResponse;
import dev.stompbridge.http.HttpStatus;
import dev.stompbridge.net.TlsSettings.ClientCertificates;
import dev.stompbridge.net.TlsSettings.Identity;
import dev.stompbridge.net.TlsSettings.PemIdentity;
import dev.stompbridge.ops.Metric;
import dev.stompbridge.ops.Metrics;
import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.TestAuthority.Issued;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** A port with TLS on loopback that serves one page and the raw echo; its clock stands still until it is turned. */
final class TlsPort implements AutoCloseable {
    static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(5);
    static final String PAGE = "here";
    static final String HTTP = "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n";

    private final Metrics metrics = new Metrics();
    private final AtomicLong nanoTime = new AtomicLong();
    private final Tls tls;
    private final Server server;
    private long lookedAt = System.nanoTime();

    TlsPort(TlsSettings settings) throws IOException {
        tls = Tls.start(settings, metrics);
        Duration hour = Duration.ofHours(1);
        server = Server.start(
                new Server.Settings(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        1,
                        100,
                        HttpLimits.DEFAULT,
                        hour,
                        hour,
                        hour,
                        hour,
                        hour,
                        hour,
                        hour,
                        Duration.ZERO),
                new Content(
                        request -> HttpResponse.text(HttpStatus.OK, PAGE),
                        Map.of("/echo", EchoEndpoint.unchanged()),
                        Gate.ofLoopback(),
                        new IoRounds()),
                tls,
                Server.Services.of(
                        metrics,
                        nanoTime::get,
                        new Outboxes(
                                new Outboxes.Bounds(Long.MAX_VALUE, Integer.MAX_VALUE),
                                Runnable::run,
                                metrics,
                                nanoTime::get)));
    }

    /** The server's end of a connection that nobody has made. */
    SSLEngine engine() {
        return tls.engine();
    }

    static TlsSettings settings(List<Identity> identities) {
        return new TlsSettings(
                identities, ClientCertificates.NONE, null, Map.of(), HANDSHAKE_TIMEOUT, Duration.ofSeconds(30));
    }

    static TlsSettings asking(
            Identity identity, ClientCertificates asked, Path trusted, Map<X500Principal, String> users) {
        return new TlsSettings(List.of(identity), asked, trusted, users, HANDSHAKE_TIMEOUT, Duration.ofSeconds(30));
    }

    /** Writes the files of each and serves all, in this order. */
    static TlsPort serving(Path directory, Issued... issued) throws IOException, GeneralSecurityException {
        List<Identity> identities = new ArrayList<>();
        for (Issued one : issued) {
            identities.add(write(directory, one, "server-" + identities.size()));
        }
        return new TlsPort(settings(identities));
    }

    static PemIdentity write(Path directory, Issued issued, String name) throws IOException, GeneralSecurityException {
        PemIdentity files = new PemIdentity(directory.resolve(name + ".pem"), directory.resolve(name + ".key"), null);
        issued.write(files.chain(), files.key());
        return files;
    }

    int port() {
        return server.port();
    }

    Tls tls() {
        return tls;
    }

    Server server() {
        return server;
    }

    long value(Metric metric) {
        return metrics.value(metric);
    }

    String metricsPage() {
        return metrics.page();
    }

    /** Lets time pass for connections. */
    void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
        server.tick();
    }

    /** Has the files looked at. */
    void lookAtFiles() {
        lookedAt += Duration.ofSeconds(31).toNanos();
        tls.tick(lookedAt);
    }

    /** Connects without a word of TLS. */
    Socket connect() throws IOException {
        Socket plain = new Socket();
        plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
        plain.setSoTimeout(10_000);
        return plain;
    }

    /** Connects and shakes no hands yet; names the host if there is one. */
    SSLSocket connect(SSLContext client, @Nullable String host) throws IOException {
        SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket(connect(), "127.0.0.1", port(), true);
        socket.setSoTimeout(10_000);
        if (host != null) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(host)));
            socket.setSSLParameters(parameters);
        }
        return socket;
    }

    /** The certificate that a new client gets. */
    X509Certificate shown(SSLContext client, @Nullable String host) throws IOException {
        try (SSLSocket socket = connect(client, host)) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    /** The status line that the page is answered with; the page itself is read too. */
    static String ask(Socket socket) {
        RawClient raw = new RawClient(socket).send(HTTP);
        String head = raw.readHead();
        raw.readFully(PAGE.length());
        return head.lines().findFirst().orElse("");
    }

    @Override
    public void close() {
        server.close();
        tls.close();
    }
}
