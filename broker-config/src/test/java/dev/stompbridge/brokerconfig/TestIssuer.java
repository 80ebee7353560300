package dev.stompbridge.brokerconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.jwk.Curve;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Issuer;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Tokens;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An issuer whose keys are in a file; users of its tokens are called {@code web/NAME}. */
record TestIssuer(Path directory, TurnedClock clock) {

    static final long NOW = TurnedClock.START.getEpochSecond();
    static final TestKey RSA = TestKey.rsa("rsa");
    static final TestKey P256 = TestKey.elliptic("p256", Curve.P_256);
    static final TestKey P384 = TestKey.elliptic("p384", Curve.P_384);
    static final TestKey P521 = TestKey.elliptic("p521", Curve.P_521);
    static final TestKey EDWARDS = TestKey.edwards("ed");
    static final TestKey STRANGER = TestKey.rsa("rsa");
    static final TestKey WEAK = TestKey.rsa("weak", 1_024);

    /** For {@code ann}, for a minute. */
    static final Map<String, Object> CLAIMS =
            Map.of("iss", "https://issuer", "aud", List.of("other", "bridge"), "exp", NOW + 60, "sub", "ann");

    static TestIssuer in(Path directory) {
        TestIssuer issuer = new TestIssuer(directory, new TurnedClock());
        issuer.publish(RSA, P256, P384, P521, EDWARDS, WEAK);
        return issuer;
    }

    Path file() {
        return directory.resolve("keys.json");
    }

    void publish(TestKey... keys) {
        TestKey.write(file(), keys);
    }

    TokenVerifier verifier() throws BrokerStartException {
        return verifier(TokenAlgorithms.ALLOWED);
    }

    TokenVerifier verifier(Set<String> algorithms) throws BrokerStartException {
        Issuer issuer = new Issuer("https://issuer", "bridge", file().toString(), algorithms, "sub", "groups", "web/");
        return verifier(issuer);
    }

    TokenVerifier verifier(Issuer... issuers) throws BrokerStartException {
        Tokens tokens = new Tokens(List.of(issuers), Duration.ofSeconds(30), Duration.ofMinutes(10));
        ExternalUsers users =
                new ExternalUsers(Set.of("traders", "viewers", "user:web/ann", "user:bob", "bridge:routes"));
        return new TokenVerifier(tokens, users, clock);
    }

    /** The usual claims but for one; null takes it away. */
    static Map<String, Object> with(String claim, @Nullable Object value) {
        Map<String, Object> claims = new HashMap<>(CLAIMS);
        if (value == null) {
            claims.remove(claim);
        } else {
            claims.put(claim, value);
        }
        return claims;
    }

    static void assertAccepted(TokenVerifier verifier, String token) throws TokenRefusedException {
        assertThat(verifier.verify(token).name()).isEqualTo("web/ann");
    }

    static void assertRefused(TokenVerifier verifier, String token, TokenRefusal refusal) {
        assertThatExceptionOfType(TokenRefusedException.class)
                .isThrownBy(() -> verifier.verify(token))
                .satisfies(refused -> assertThat(refused.refusal()).isEqualTo(refusal));
    }
}
