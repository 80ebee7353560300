package dev.stompbridge.net;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * How a port serves TLS.
 *
 * @param identities at least one; the first serves clients that name no host, or one that no certificate covers
 * @param trusted PEM file of the authorities that may have signed a client's certificate; null only if none is asked for
 * @param clientUsers the users of client certificates by their exact subject; a subject that is not here has no user
 * @param handshakeTimeout for the whole handshake, from the connection
 * @param reloadEvery how often the files are looked at, zero for never again
 */
public record TlsSettings(
        List<Identity> identities,
        ClientCertificates clientCertificates,
        @Nullable Path trusted,
        Map<X500Principal, String> clientUsers,
        Duration handshakeTimeout,
        Duration reloadEvery) {

    public TlsSettings {
        identities = List.copyOf(identities);
        clientUsers = Map.copyOf(clientUsers);
        if (identities.isEmpty()) {
            throw new IllegalArgumentException("TLS needs a certificate.");
        }
        if (clientCertificates != ClientCertificates.NONE && trusted == null) {
            throw new IllegalArgumentException("Client certificates need a file of trusted authorities.");
        }
    }

    /** A certificate with its key. */
    public sealed interface Identity {
        List<Path> files();
    }

    /**
     * In PEM, as most authorities give it out.
     *
     * @param chain the server's certificate first, each followed by the one that signed it
     * @param key PKCS#8, PKCS#1 or SEC1
     * @param password of an encrypted key, null for none
     */
    public record PemIdentity(
            Path chain, Path key, @Nullable String password) implements Identity {
        @Override
        public List<Path> files() {
            return List.of(chain, key);
        }

        @Override
        public String toString() {
            return "PemIdentity[chain=" + chain + ", key=" + key + "]";
        }
    }

    /**
     * Every key of a PKCS#12 or JKS file, in the order of their aliases.
     *
     * @param password of the file and of its keys
     */
    public record StoreIdentity(Path file, String password) implements Identity {
        @Override
        public List<Path> files() {
            return List.of(file);
        }

        @Override
        public String toString() {
            return "StoreIdentity[file=" + file + "]";
        }
    }

    /** Whether a client shows a certificate. One that it shows must be trusted in any case; a user it need not have. */
    public enum ClientCertificates {
        NONE,
        WANTED,
        REQUIRED
    }

    /** All that is read from. */
    List<Path> files() {
        List<Path> files = new ArrayList<>();
        identities.forEach(identity -> files.addAll(identity.files()));
        if (trusted != null) {
            files.add(trusted);
        }
        return files;
    }
}
