package dev.stompbridge.brokerconfig;

import static dev.stompbridge.brokerconfig.TestIssuer.CLAIMS;
import static dev.stompbridge.brokerconfig.TestIssuer.P256;
import static dev.stompbridge.brokerconfig.TestIssuer.RSA;
import static dev.stompbridge.brokerconfig.TestIssuer.assertAccepted;
import static dev.stompbridge.brokerconfig.TestIssuer.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FileKeysTest {

    private TestIssuer issuer;
    private TokenVerifier verifier;

    @BeforeEach
    void start(@TempDir Path directory) throws BrokerStartException {
        issuer = TestIssuer.in(directory);
        verifier = issuer.verifier();
    }

    @Test
    void aRotatedKeyIsAcceptedAsSoonAsTheFileHasIt() throws Exception {
        TestKey next = TestKey.rsa("next");
        assertRefused(verifier, next.token("RS256", CLAIMS), TokenRefusal.UNKNOWN_KEY);

        issuer.publish(next);

        assertAccepted(verifier, next.token("RS256", CLAIMS));
        assertRefused(verifier, RSA.token("RS256", CLAIMS), TokenRefusal.UNKNOWN_KEY);
    }

    @Test
    void aKeyThatWasTakenAwayIsRefusedAfterASecond() throws Exception {
        issuer.publish(P256);
        issuer.clock().turn(Duration.ofSeconds(1));

        assertRefused(verifier, RSA.token("RS256", CLAIMS), TokenRefusal.UNKNOWN_KEY);
    }

    @ParameterizedTest
    @CsvSource({"''", "'{\"keys\":[{'", "'[]'", "'null'"})
    void theOldKeysStayWhenTheFileIsBroken(String content) throws Exception {
        Files.writeString(issuer.file(), content);
        assertRefused(verifier, RSA.token(Map.of("alg", "RS256", "kid", "x"), CLAIMS), TokenRefusal.UNKNOWN_KEY);
        assertAccepted(verifier, RSA.token("RS256", CLAIMS));

        issuer.publish(P256);
        assertAccepted(verifier, P256.token("ES256", CLAIMS));
    }

    @Test
    void theOldKeysStayWhenTheFileIsGone() throws Exception {
        Files.delete(issuer.file());
        issuer.clock().turn(Duration.ofSeconds(1));

        assertAccepted(verifier, RSA.token("RS256", CLAIMS));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none",
                "''",
                "'{\"keys\":[]}'",
                "'{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}]}'",
                "'{\"keys\":[{\"kty\":\"new\"},7,null]}'"
            })
    void thereIsNoStartWithoutAKey(@Nullable String content) throws Exception {
        Path file = issuer.file();
        Files.delete(file);
        if (content != null) {
            Files.writeString(file, content);
        }

        assertThatExceptionOfType(BrokerStartException.class)
                .isThrownBy(() -> issuer.verifier(Set.of("RS256")))
                .withMessageMatching("[A-Z][^\n]*keys\\.json[^\n]*\\.");
    }

    @Test
    void aFileThatIsTooLargeIsNotRead() throws Exception {
        byte[] blanks = new byte[256 << 10];
        Arrays.fill(blanks, (byte) ' ');
        Files.writeString(issuer.file(), new String(blanks, UTF_8) + TestKey.set(RSA));

        assertThatExceptionOfType(BrokerStartException.class).isThrownBy(() -> issuer.verifier(Set.of("RS256")));
    }
}
