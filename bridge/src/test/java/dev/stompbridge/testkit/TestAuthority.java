package dev.stompbridge.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** An authority that exists for one test, and the certificates that it signs. */
public final class TestAuthority {
    private static final char[] PASSWORD = "only-a-test".toCharArray();
    private static final AtomicLong SERIAL = new AtomicLong(1);

    private final X500Principal name;
    private final KeyPair keys;
    private final X509Certificate certificate;

    /** A signed certificate with its key. */
    public record Issued(PrivateKey key, X509Certificate certificate, X509Certificate issuer) {
        /** The serial number, by which a test knows it again. */
        public BigInteger serial() {
            return certificate.getSerialNumber();
        }

        public void write(Path chain, Path keyFile) throws IOException, GeneralSecurityException {
            Files.writeString(
                    chain, pem("CERTIFICATE", certificate.getEncoded()) + pem("CERTIFICATE", issuer.getEncoded()));
            Files.writeString(keyFile, keyPem());
        }

        public String keyPem() {
            return pem("PRIVATE KEY", key.getEncoded());
        }

        private KeyStore store(String password) throws GeneralSecurityException, IOException {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("own", key, password.toCharArray(), new Certificate[] {certificate, issuer});
            return store;
        }

        public void writeStore(Path file, String password) throws GeneralSecurityException, IOException {
            try (OutputStream out = Files.newOutputStream(file)) {
                store(password).store(out, password.toCharArray());
            }
        }
    }

    private TestAuthority(String commonName) throws GeneralSecurityException {
        this.name = new X500Principal("CN=" + commonName);
        this.keys = generate("EC", 256);
        this.certificate = sign(name, keys, true, 365);
    }

    public static TestAuthority create(String commonName) throws GeneralSecurityException {
        return new TestAuthority(commonName);
    }

    /** For a server with an elliptic key. */
    public Issued server(String... hosts) throws GeneralSecurityException {
        return issue("CN=" + hosts[0], generate("EC", 256), 90, hosts);
    }

    public Issued rsaServer(int bits, String... hosts) throws GeneralSecurityException {
        return issue("CN=" + hosts[0], generate("RSA", bits), 90, hosts);
    }

    public Issued expired(String host) throws GeneralSecurityException {
        return issue("CN=" + host, generate("EC", 256), -1, host);
    }

    public Issued client(String subject) throws GeneralSecurityException {
        return issue(subject, generate("EC", 256), 90);
    }

    private Issued issue(String subject, KeyPair pair, int days, String... hosts) throws GeneralSecurityException {
        return new Issued(pair.getPrivate(), sign(new X500Principal(subject), pair, false, days, hosts), certificate);
    }

    private static KeyPair generate(String algorithm, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private X509Certificate sign(X500Principal subject, KeyPair pair, boolean authority, int days, String... hosts)
            throws GeneralSecurityException {
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                BigInteger.valueOf(SERIAL.getAndIncrement()),
                Date.from(now.minus(10, ChronoUnit.DAYS)),
                Date.from(now.plus(days, ChronoUnit.DAYS)),
                subject,
                pair.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (hosts.length > 0) {
                GeneralName[] names = Arrays.stream(hosts)
                        .map(host -> new GeneralName(GeneralName.dNSName, host))
                        .toArray(GeneralName[]::new);
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (IOException | OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    public void write(Path file) throws IOException, GeneralSecurityException {
        Files.writeString(file, pem("CERTIFICATE", certificate.getEncoded()));
    }

    /** A client that trusts this authority and shows a certificate if there is one. */
    public SSLContext context(@Nullable Issued shown) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
        own.init(shown == null ? null : shown.store(new String(PASSWORD)), PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static String pem(String what, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n";
    }
}
