package dev.stompbridge.testkit;

import dev.stompbridge.net.TlsSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate of loopback, made by the JDK's keytool, and both ends of TLS with it. */
public final class TestTls {
    private static final char[] PASSWORD = "only-a-test".toCharArray();

    private TestTls() {}

    /** Serves with the certificate and trusts it. */
    public static SSLContext context(Path directory)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path file = directory.resolve("test.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "test",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed");
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory key = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        key.init(keys, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(key.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** Serves with the certificate that {@link #context} has made in this directory. */
    public static TlsSettings settings(Path directory) {
        return new TlsSettings(
                List.of(new TlsSettings.StoreIdentity(directory.resolve("test.p12"), new String(PASSWORD))),
                TlsSettings.ClientCertificates.NONE,
                null,
                Map.of(),
                Duration.ofSeconds(10),
                Duration.ZERO);
    }

    /** A client whose receive buffer is small, so that what it does not read fills the server's side soon. */
    public static RawClient connect(SSLContext context, int port, int receiveBufferBytes) throws IOException {
        Socket plain = new Socket();
        plain.setReceiveBufferSize(receiveBufferBytes);
        plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new RawClient(context.getSocketFactory().createSocket(plain, "127.0.0.1", port, true));
    }
}
