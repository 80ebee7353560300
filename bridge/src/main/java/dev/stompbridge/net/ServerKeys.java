package dev.stompbridge.net;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the certificate by the host that the client names (RFC 6066 §3): one that has the name, else one that has it by a
 * wildcard, else the first of all. A host may have one certificate for each kind of key, and the client gets the kind that
 * it can check. The JDK's own choice depends on more, among it on dates. Never changes; any thread.
 */
final class ServerKeys extends X509ExtendedKeyManager {
    private final List<TlsIdentity> identities;

    ServerKeys(List<TlsIdentity> identities) {
        this.identities = List.copyOf(identities);
    }

    /** JSSE asks for one kind of key after the other until it gets an answer; an answer is a place in the list. */
    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        for (TlsIdentity identity : candidates(engine)) {
            if (identity.key().getAlgorithm().equals(keyType)) {
                return String.valueOf(identities.indexOf(identity));
            }
        }
        return null;
    }

    private List<TlsIdentity> candidates(SSLEngine engine) {
        String host = hostNamedIn(engine);
        List<TlsIdentity> found = new ArrayList<>();
        if (host != null) {
            found = all(identity -> identity.isFor(host));
            if (found.isEmpty()) {
                found = all(identity -> identity.isForDomainOf(host));
            }
        }
        if (found.isEmpty()) {
            found = all(identity -> identity.names().equals(identities.get(0).names()));
        }
        return found;
    }

    private List<TlsIdentity> all(Predicate<TlsIdentity> which) {
        return identities.stream().filter(which).toList();
    }

    private static @Nullable String hostNamedIn(SSLEngine engine) {
        if (engine.getHandshakeSession() instanceof ExtendedSSLSession session) {
            for (SNIServerName name : session.getRequestedServerNames()) {
                if (name instanceof SNIHostName host) {
                    return host.getAsciiName().toLowerCase(Locale.ROOT);
                }
            }
        }
        return null;
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return identities.get(Integer.parseInt(alias)).key();
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return identities.get(Integer.parseInt(alias)).chain().toArray(X509Certificate[]::new);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        throw new UnsupportedOperationException("chosen by the engine");
    }

    @Override
    public String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
        throw new UnsupportedOperationException("chosen by the engine");
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        throw new UnsupportedOperationException("never a client");
    }

    @Override
    public String chooseClientAlias(String[] keyType, Principal @Nullable [] issuers, Socket socket) {
        throw new UnsupportedOperationException("never a client");
    }
}
