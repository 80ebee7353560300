package dev.stompbridge.brokerconfig;

import static dev.stompbridge.brokerconfig.TestIssuer.NOW;
import static dev.stompbridge.brokerconfig.TestIssuer.RSA;
import static dev.stompbridge.brokerconfig.TestIssuer.assertRefused;
import static dev.stompbridge.brokerconfig.TestIssuer.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Issuer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class TokenClaimsTest {

    private TestIssuer issuer;
    private TokenVerifier verifier;

    @BeforeEach
    void start(@TempDir Path directory) throws BrokerStartException {
        issuer = TestIssuer.in(directory);
        verifier = issuer.verifier();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                argumentSet("another issuer", with("iss", "https://issuer/"), TokenRefusal.ISSUER),
                argumentSet("no issuer", with("iss", null), TokenRefusal.ISSUER),
                argumentSet("issuer of another type", with("iss", List.of("https://issuer")), TokenRefusal.ISSUER),
                argumentSet("another audience", with("aud", "bridges"), TokenRefusal.AUDIENCE),
                argumentSet("other audiences", with("aud", List.of("a", "b")), TokenRefusal.AUDIENCE),
                argumentSet("no audience", with("aud", null), TokenRefusal.AUDIENCE),
                argumentSet("no expiry", with("exp", null), TokenRefusal.NO_EXPIRY),
                argumentSet("expiry as text", with("exp", "later"), TokenRefusal.NO_EXPIRY),
                argumentSet("expiry after the end of time", with("exp", 1e300), TokenRefusal.NO_EXPIRY),
                argumentSet("expired now", with("exp", NOW), TokenRefusal.EXPIRED),
                argumentSet("expired long ago", with("exp", 1), TokenRefusal.EXPIRED),
                argumentSet("not yet valid", with("nbf", NOW + 31), TokenRefusal.NOT_YET_VALID),
                argumentSet("issued later", with("iat", NOW + 31), TokenRefusal.NOT_YET_VALID),
                argumentSet("valid from text", with("nbf", "now"), TokenRefusal.NOT_YET_VALID),
                argumentSet("no user", with("sub", null), TokenRefusal.USER),
                argumentSet("empty user", with("sub", ""), TokenRefusal.USER),
                argumentSet("user with a line break", with("sub", "ann\nbob"), TokenRefusal.USER),
                argumentSet("long user", with("sub", "a".repeat(257)), TokenRefusal.USER),
                argumentSet("user as a number", with("sub", 7), TokenRefusal.USER),
                argumentSet("groups as a number", with("groups", 7), TokenRefusal.GROUPS),
                argumentSet("groups of numbers", with("groups", List.of(1, 2)), TokenRefusal.GROUPS),
                argumentSet("long group", with("groups", List.of("a".repeat(256))), TokenRefusal.GROUPS),
                argumentSet("101 groups", with("groups", Collections.nCopies(101, "a")), TokenRefusal.GROUPS),
                argumentSet("101 words", with("groups", "a ".repeat(101)), TokenRefusal.GROUPS));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aClaimThatIsWrongIsRefused(Map<String, Object> claims, TokenRefusal refusal) {
        assertRefused(verifier, RSA.token("RS256", claims), refusal);
    }

    @ParameterizedTest
    @CsvSource({"exp, 1", "nbf, 30", "iat, 30"})
    void aTimeOnTheBorderIsAccepted(String claim, long offset) throws TokenRefusedException {
        assertThat(verifier.verify(RSA.token("RS256", with(claim, NOW + offset)))
                        .name())
                .isEqualTo("web/ann");
    }

    @Test
    void anExpiryMayHaveAFraction() throws TokenRefusedException {
        assertThat(verifier.verify(RSA.token("RS256", with("exp", NOW + 0.5))).expiresAt())
                .isEqualTo(issuer.clock().instant().plusMillis(500));
    }

    @Test
    void onlyGroupsThatAGrantNamesCount() throws TokenRefusedException {
        assertThat(groups(List.of("traders", "cyclists"))).containsExactlyInAnyOrder("traders", "user:web/ann");
        assertThat(groups("traders  viewers")).containsExactlyInAnyOrder("traders", "viewers", "user:web/ann");
        assertThat(groups("")).containsExactly("user:web/ann");
    }

    @Test
    void noGroupThatIsGivenHereCanBeBroughtAlong() throws TokenRefusedException {
        assertThat(groups(List.of("user:bob", "bridge:routes"))).containsExactly("user:web/ann");
    }

    @Test
    void aTokenCannotTakeTheNameOfALink() throws Exception {
        verifier = issuer.verifier(
                new Issuer("https://issuer", "bridge", issuer.file().toString(), Set.of("RS256"), "sub", "groups", ""));

        assertRefused(verifier, RSA.token("RS256", with("sub", "link:admins")), TokenRefusal.USER);
    }

    private Set<String> groups(Object claim) throws TokenRefusedException {
        return verifier.verify(RSA.token("RS256", with("groups", claim))).groups();
    }
}
