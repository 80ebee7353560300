package dev.stompbridge.net;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A private key and the certificates that vouch for it.
 *
 * @param chain the key's own certificate first
 * @param names the hosts that it is for in lower case; the first label may be {@code *}
 */
record TlsIdentity(PrivateKey key, List<X509Certificate> chain, Set<String> names) {
    /** NIST SP 800-131A: what is shorter is not acceptable any more. */
    private static final int MIN_RSA_BITS = 2048;

    private static final int DNS_NAME = 2;

    /** Fails with one sentence that names the file if the key is too short or not that of the certificate. */
    static TlsIdentity of(PrivateKey key, List<X509Certificate> chain, Object file) throws IOException {
        X509Certificate leaf = chain.get(0);
        if (leaf.getPublicKey() instanceof RSAKey rsa && rsa.getModulus().bitLength() < MIN_RSA_BITS) {
            throw new IOException("The RSA key in " + file + " is shorter than " + MIN_RSA_BITS + " bits");
        }
        try {
            if (!fits(key, leaf)) {
                throw new IOException("The key in " + file + " is not that of the certificate");
            }
            return new TlsIdentity(key, List.copyOf(chain), names(leaf));
        } catch (GeneralSecurityException e) {
            throw new IOException("The key in " + file + " is not that of the certificate");
        }
    }

    X509Certificate leaf() {
        return chain.get(0);
    }

    boolean isFor(String host) {
        return names.contains(host);
    }

    /** RFC 6125 §6.4.3: the asterisk stands for exactly one label, the first. */
    boolean isForDomainOf(String host) {
        int dot = host.indexOf('.');
        return dot > 0 && names.contains("*" + host.substring(dot));
    }

    private static boolean fits(PrivateKey key, X509Certificate leaf) throws GeneralSecurityException {
        String algorithm = leaf.getPublicKey().getAlgorithm();
        if (!algorithm.equals(key.getAlgorithm())) {
            return false;
        }
        byte[] anything = leaf.getTBSCertificate();
        Signature signature = Signature.getInstance(
                switch (algorithm) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> algorithm;
                });
        signature.initSign(key);
        signature.update(anything);
        byte[] signed = signature.sign();
        signature.initVerify(leaf.getPublicKey());
        signature.update(anything);
        return signature.verify(signed);
    }

    /** RFC 6125 §6.4.4: the common name does not count where there are alternative names; browsers never look at it. */
    private static Set<String> names(X509Certificate leaf) throws CertificateParsingException {
        Set<String> names = new HashSet<>();
        var alternatives = leaf.getSubjectAlternativeNames();
        if (alternatives != null) {
            for (List<?> alternative : alternatives) {
                if (alternative.get(0).equals(DNS_NAME)) {
                    names.add(String.valueOf(alternative.get(1)).toLowerCase(Locale.ROOT));
                }
            }
        }
        return Set.copyOf(names);
    }
}
