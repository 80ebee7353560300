package dev.stompbridge.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stompbridge.net.TlsSettings.ClientCertificates;
import dev.stompbridge.net.TlsSettings.Identity;
import dev.stompbridge.net.TlsSettings.PemIdentity;
import dev.stompbridge.net.TlsSettings.StoreIdentity;
import dev.stompbridge.testkit.TestAuthority;
import dev.stompbridge.testkit.TestAuthority.Issued;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemObjectGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files can be used, and what is said of those that cannot. */
final class TlsMaterialTest {
    private static final String PASSWORD = "only-a-test";

    @TempDir
    Path directory;

    private TestAuthority authority;
    private Issued issued;
    private Path chain;
    private Path key;

    @BeforeEach
    void issue() throws Exception {
        authority = TestAuthority.create("Test authority");
        issued = authority.server("a.test");
        chain = directory.resolve("chain.pem");
        key = directory.resolve("key.pem");
        issued.write(chain, key);
    }

    @Test
    void chainAndKeyInPemAreLoaded() throws Exception {
        TlsIdentity loaded = load(pem(null)).get(0);

        assertThat(loaded.leaf()).isEqualTo(issued.certificate());
        assertThat(loaded.chain()).hasSize(2);
        assertThat(loaded.names()).containsExactly("a.test");
    }

    /** PKCS#1 for RSA and SEC1 for elliptic keys, the latter with the parameters of the curve before it, as OpenSSL does. */
    @Test
    void keysInTheirOldFormsAreLoaded() throws Exception {
        PrivateKeyInfo pkcs8 = PrivateKeyInfo.getInstance(issued.key().getEncoded());
        ASN1Encodable curve = pkcs8.getPrivateKeyAlgorithm().getParameters();
        BigInteger secret = ((ECPrivateKey) issued.key()).getS();
        writeKey(
                new PemObject("EC PARAMETERS", curve.toASN1Primitive().getEncoded()),
                new PemObject(
                        "EC PRIVATE KEY", new org.bouncycastle.asn1.sec.ECPrivateKey(256, secret, curve).getEncoded()));
        assertThat(load(pem(null))).hasSize(1);

        Issued rsa = authority.rsaServer(2048, "a.test");
        rsa.write(chain, key);
        writeKey(new JcaMiscPEMGenerator(rsa.key(), null));
        assertThat(Files.readString(key)).contains("RSA PRIVATE KEY");
        assertThat(load(pem(null))).hasSize(1);
    }

    @Test
    void chainAndKeyMayBeInOneFile() throws Exception {
        Files.writeString(key, Files.readString(chain) + issued.keyPem());

        assertThat(load(new PemIdentity(key, key, null)).get(0).chain()).hasSize(2);
    }

    @Test
    void encryptedKeyIsLoadedWithItsPassword() throws Exception {
        encryptKey();

        assertThat(load(pem(PASSWORD))).hasSize(1);
        assertFails(pem(null), "The key in " + key + " is encrypted, and there is no password for it");
        assertFails(pem("another"), "The password does not open the key in " + key);
    }

    @Test
    void keyStoreIsLoadedWithItsPassword() throws Exception {
        Path store = directory.resolve("keys.p12");
        issued.writeStore(store, PASSWORD);

        assertThat(load(new StoreIdentity(store, PASSWORD)).get(0).leaf()).isEqualTo(issued.certificate());
        assertFails(new StoreIdentity(store, "another"), "The password does not open the TLS file " + store);
        Files.writeString(store, "nothing of the kind");
        assertFails(new StoreIdentity(store, PASSWORD), "The TLS file " + store + " is not in PKCS#12 or JKS");
    }

    @Test
    void missingFileIsNamed() throws Exception {
        Files.delete(key);

        assertFails(pem(null), "The TLS file " + key + " does not exist");
    }

    @Test
    void fileThatIsTooLargeIsNamed() throws Exception {
        Files.write(chain, new byte[1024 * 1024 + 1]);

        assertFails(pem(null), "The TLS file " + chain + " is larger than 1048576 bytes");
    }

    @Test
    void directoryIsNoFile() throws Exception {
        Files.delete(key);
        Files.createDirectory(key);

        assertFails(pem(null), "The TLS file " + key + " cannot be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PEM", "0\u0082"})
    void fileThatIsNotInPemIsNamed(String content) throws Exception {
        Files.writeString(chain, content);

        assertFails(pem(null), "The TLS file " + chain + " is not in PEM");
    }

    @Test
    void filesThatAreMixedUpAreNamed() throws Exception {
        assertFails(new PemIdentity(key, key, null), "The TLS file " + key + " holds no certificate that can be read");
        assertFails(
                new PemIdentity(chain, chain, null),
                "The TLS file " + chain + " holds no private key that can be read");
    }

    @Test
    void halfAFileIsNamed() throws Exception {
        Files.writeString(key, issued.keyPem().substring(0, 100));
        assertFails(pem(null), "The TLS file " + key + " holds no private key that can be read");

        issued.write(chain, key);
        Files.writeString(chain, Files.readString(chain).substring(0, 300));
        assertFails(pem(null), "The TLS file " + chain + " holds no certificate that can be read");
    }

    @Test
    void keyMustBeThatOfTheCertificate() throws Exception {
        Files.writeString(key, authority.server("a.test").keyPem());
        assertFails(pem(null), "The key in " + key + " is not that of the certificate");

        Files.writeString(key, authority.rsaServer(2048, "a.test").keyPem());
        assertFails(pem(null), "The key in " + key + " is not that of the certificate");
    }

    @Test
    void shortRsaKeyIsRefused() throws Exception {
        authority.rsaServer(1024, "a.test").write(chain, key);

        assertFails(pem(null), "The RSA key in " + key + " is shorter than 2048 bits");
    }

    /** A bridge whose certificate has just expired starts again all the same: it is still better than none. */
    @Test
    void expiredCertificateIsLoaded() throws Exception {
        Issued expired = authority.expired("a.test");
        expired.write(chain, key);

        assertThat(load(pem(null)).get(0).leaf()).isEqualTo(expired.certificate());
    }

    @Test
    void authoritiesMustBeReadable() throws Exception {
        Path trusted = directory.resolve("trusted.pem");
        TlsSettings settings = TlsPort.asking(pem(null), ClientCertificates.REQUIRED, trusted, Map.of());
        Files.writeString(trusted, issued.keyPem());

        assertThatThrownBy(() -> TlsMaterial.load(settings, TlsFiles.read(settings.files())))
                .isInstanceOf(IOException.class)
                .hasMessage("The TLS file " + trusted + " holds no certificate that can be read");
    }

    @Test
    void clientCertificatesNeedAuthorities() {
        assertThatThrownBy(() -> new TlsSettings(
                        List.of(pem(null)),
                        ClientCertificates.WANTED,
                        null,
                        Map.of(),
                        TlsPort.HANDSHAKE_TIMEOUT,
                        TlsPort.HANDSHAKE_TIMEOUT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Client certificates need a file of trusted authorities.");
    }

    @Test
    void passwordsAreNeverShown() {
        assertThat(TlsPort.settings(List.of(pem(PASSWORD), new StoreIdentity(key, PASSWORD))))
                .asString()
                .contains("key.pem")
                .doesNotContain(PASSWORD);
    }

    private PemIdentity pem(@Nullable String password) {
        return new PemIdentity(chain, key, password);
    }

    private void encryptKey() throws Exception {
        writeKey(new JcaPKCS8Generator(
                issued.key(),
                new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                        .setPassword(PASSWORD.toCharArray())
                        .build()));
        assertThat(Files.readString(key)).contains("ENCRYPTED PRIVATE KEY");
    }

    private void writeKey(PemObjectGenerator... parts) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (PemObjectGenerator part : parts) {
                writer.writeObject(part);
            }
        }
        Files.writeString(key, text.toString());
    }

    private static List<TlsIdentity> load(Identity identity) throws IOException {
        TlsSettings settings = TlsPort.settings(List.of(identity));
        return TlsMaterial.load(settings, TlsFiles.read(settings.files())).identities();
    }

    private static void assertFails(Identity identity, String sentence) {
        assertThatThrownBy(() -> load(identity)).isInstanceOf(IOException.class).hasMessage(sentence);
    }
}
