package dev.stompbridge.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.testkit.TestAuthority;
import dev.stompbridge.testkit.TestAuthority.Issued;
import java.math.BigInteger;
import java.nio.file.Path;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which certificate a client gets, by the host that it names. */
final class TlsNamesTest {
    @TempDir
    Path directory;

    private Issued first;
    private Issued other;
    private Issued otherRsa;
    private Issued wildcard;
    private TlsPort port;
    private TestAuthority authority;

    @BeforeEach
    void start() throws Exception {
        authority = TestAuthority.create("Test authority");
        first = authority.rsaServer(2048, "first.test", "www.first.test");
        wildcard = authority.server("*.other.test");
        other = authority.server("a.other.test");
        otherRsa = authority.rsaServer(2048, "A.other.test");
        port = TlsPort.serving(directory, first, wildcard, other, otherRsa);
    }

    @AfterEach
    void stop() {
        port.close();
    }

    @Test
    void hostThatIsNamedDecides() throws Exception {
        assertThat(shown("first.test")).isEqualTo(first.serial());
        assertThat(shown("www.first.test")).isEqualTo(first.serial());
        assertThat(shown("WWW.First.test")).isEqualTo(first.serial());
        assertThat(shown("b.other.test")).isEqualTo(wildcard.serial());
    }

    @Test
    void exactNameGoesBeforeAWildcard() throws Exception {
        assertThat(shown("a.other.test")).isEqualTo(other.serial());
    }

    @Test
    void wildcardStandsForOneLabel() throws Exception {
        assertThat(shown("other.test")).isEqualTo(first.serial());
        assertThat(shown("b.a.other.test")).isEqualTo(first.serial());
    }

    /** The first is an RSA key, which a client that takes anything would not get if only the kind of key counted. */
    @Test
    void firstServesWhoeverNamesNoHostOrAnUnknownOne() throws Exception {
        assertThat(shown(null)).isEqualTo(first.serial());
        assertThat(shown("unknown.test")).isEqualTo(first.serial());
    }

    @Test
    void hostWithTwoKindsOfKeysServesEachClientWithTheOneItCanCheck() throws Exception {
        assertThat(shownFor("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384")).isEqualTo(otherRsa.serial());
        assertThat(shownFor("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384")).isEqualTo(other.serial());
    }

    /** By a client of its own: the JDK's resumes a session of another host at the same address. */
    private BigInteger shown(@Nullable String host) throws Exception {
        return port.shown(authority.context(null), host).getSerialNumber();
    }

    private BigInteger shownFor(String suite) throws Exception {
        try (SSLSocket socket = port.connect(authority.context(null), "a.other.test")) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {suite});
            socket.startHandshake();
            return ((java.security.cert.X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSerialNumber();
        }
    }
}
