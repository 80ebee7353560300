package dev.stompbridge.net;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.stompbridge.net.TlsSettings.Identity;
import dev.stompbridge.net.TlsSettings.PemIdentity;
import dev.stompbridge.net.TlsSettings.StoreIdentity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;
import nl.altindag.ssl.pem.util.PemUtils;
import nl.altindag.ssl.util.TrustManagerUtils;

/**
 * Certificates, keys and trust, loaded together and used together. A new one has new keys for session tickets and no sessions:
 * nobody resumes what was agreed with the certificates before.
 */
record TlsMaterial(SSLContext context, List<TlsIdentity> identities) {
    /** Sessions that can be resumed without a ticket; some kilobytes each. */
    private static final int MAX_SESSIONS = 4096;

    /** A client's certificate is not checked again for so long. */
    private static final Duration SESSION_AGE = Duration.ofHours(1);

    /** The first byte of every JKS file; PKCS#12 is DER and begins with a sequence. */
    private static final byte JKS = (byte) 0xFE;

    private static final Pattern CERTIFICATES = partsNamed("(?:X509 |TRUSTED )?CERTIFICATE");
    private static final Pattern KEYS = partsNamed("(?:[A-Z]+ )?PRIVATE KEY");

    /** Fails with one sentence that names the file and what is wrong with it. */
    static TlsMaterial load(TlsSettings settings, TlsFiles files) throws IOException {
        List<TlsIdentity> identities = new ArrayList<>();
        for (Identity identity : settings.identities()) {
            if (identity instanceof PemIdentity pem) {
                identities.add(identity(pem, files));
            } else if (identity instanceof StoreIdentity store) {
                identities.addAll(identities(store, files));
            }
        }
        TrustManager[] trust = {};
        Path trusted = settings.trusted();
        if (trusted != null) {
            trust = new TrustManager[] {TrustManagerUtils.createTrustManager(certificates(trusted, files))};
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new ServerKeys(identities)}, trust, null);
            SSLSessionContext sessions = context.getServerSessionContext();
            sessions.setSessionCacheSize(MAX_SESSIONS);
            sessions.setSessionTimeout(Math.toIntExact(SESSION_AGE.toSeconds()));
            return new TlsMaterial(context, List.copyOf(identities));
        } catch (GeneralSecurityException e) {
            throw new IOException("This Java cannot serve TLS", e);
        }
    }

    /** Of the certificates that are shown as the server's own. */
    X509Certificate firstToExpire() {
        return Collections.min(
                identities.stream().map(TlsIdentity::leaf).toList(),
                Comparator.comparing(X509Certificate::getNotAfter));
    }

    private static TlsIdentity identity(PemIdentity pem, TlsFiles files) throws IOException {
        List<X509Certificate> chain = certificates(pem.chain(), files);
        return TlsIdentity.of(key(pem, files, chain.get(0)), chain, pem.key());
    }

    /**
     * The parts of a file that are of this kind. Others may be there, as OpenSSL writes the parameters of a curve before its
     * key, or all may be in one file.
     */
    private static String parts(Path file, Pattern kind, TlsFiles files) throws IOException {
        String text = new String(files.contentOf(file), US_ASCII);
        if (!text.contains("-----BEGIN ")) {
            throw new IOException("The TLS file " + file + " is not in PEM");
        }
        return kind.matcher(text).results().map(MatchResult::group).collect(Collectors.joining("\n"));
    }

    private static List<X509Certificate> certificates(Path file, TlsFiles files) throws IOException {
        try {
            return PemUtils.parseCertificate(parts(file, CERTIFICATES, files));
        } catch (RuntimeException e) { // of many kinds: the library's and those of the parser below it
            throw new IOException("The TLS file " + file + " holds no certificate that can be read");
        }
    }

    /** As the JDK's own providers have it: TLS asks for keys by the names that they give. */
    private static PrivateKey key(PemIdentity pem, TlsFiles files, X509Certificate leaf) throws IOException {
        String text = parts(pem.key(), KEYS, files);
        String password = pem.password();
        boolean encrypted = text.contains("ENCRYPTED");
        if (encrypted && password == null) {
            throw new IOException("The key in " + pem.key() + " is encrypted, and there is no password for it");
        }
        byte[] encoded;
        try {
            char[] opens = password == null ? new char[0] : password.toCharArray();
            encoded = PemUtils.parsePrivateKey(text, opens).getEncoded();
        } catch (RuntimeException e) { // of many kinds: the library's and those of the parser below it
            throw new IOException(
                    encrypted
                            ? "The password does not open the key in " + pem.key()
                            : "The TLS file " + pem.key() + " holds no private key that can be read");
        }
        try {
            String algorithm = leaf.getPublicKey().getAlgorithm();
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IOException("The key in " + pem.key() + " is not that of the certificate");
        }
    }

    private static List<TlsIdentity> identities(StoreIdentity store, TlsFiles files) throws IOException {
        KeyStore keys = keyStore(store, files.contentOf(store.file()));
        List<TlsIdentity> identities = new ArrayList<>();
        try {
            for (String alias :
                    Collections.list(keys.aliases()).stream().sorted().toList()) {
                Certificate[] chain = keys.getCertificateChain(alias);
                if (chain != null && keys.getKey(alias, store.password().toCharArray()) instanceof PrivateKey key) {
                    identities.add(TlsIdentity.of(key, x509(chain), store.file()));
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("The password does not open a key in " + store.file());
        }
        if (identities.isEmpty()) {
            throw new IOException("The TLS file " + store.file() + " holds no private key");
        }
        return identities;
    }

    private static KeyStore keyStore(StoreIdentity store, byte[] content) throws IOException {
        try {
            KeyStore keys = KeyStore.getInstance(content.length > 0 && content[0] == JKS ? "JKS" : "PKCS12");
            keys.load(new ByteArrayInputStream(content), store.password().toCharArray());
            return keys;
        } catch (IOException e) {
            throw new IOException(
                    e.getCause() instanceof UnrecoverableKeyException
                            ? "The password does not open the TLS file " + store.file()
                            : "The TLS file " + store.file() + " is not in PKCS#12 or JKS");
        } catch (GeneralSecurityException e) {
            throw new IOException("The TLS file " + store.file() + " is not in PKCS#12 or JKS");
        }
    }

    private static Pattern partsNamed(String name) {
        return Pattern.compile("-----BEGIN (" + name + ")-----.*?-----END \\1-----", Pattern.DOTALL);
    }

    private static List<X509Certificate> x509(Certificate[] chain) {
        return Arrays.stream(chain).map(X509Certificate.class::cast).toList();
    }
}
