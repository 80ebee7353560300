package dev.stompbridge.brokerconfig;

import static dev.stompbridge.brokerconfig.TestIssuer.CLAIMS;
import static dev.stompbridge.brokerconfig.TestIssuer.EDWARDS;
import static dev.stompbridge.brokerconfig.TestIssuer.P256;
import static dev.stompbridge.brokerconfig.TestIssuer.P384;
import static dev.stompbridge.brokerconfig.TestIssuer.P521;
import static dev.stompbridge.brokerconfig.TestIssuer.RSA;
import static dev.stompbridge.brokerconfig.TestIssuer.STRANGER;
import static dev.stompbridge.brokerconfig.TestIssuer.WEAK;
import static dev.stompbridge.brokerconfig.TestIssuer.assertAccepted;
import static dev.stompbridge.brokerconfig.TestIssuer.assertRefused;
import static dev.stompbridge.brokerconfig.TestIssuer.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.nimbusds.jose.util.Base64URL;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Issuer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TokenVerifierTest {

    private TestIssuer issuer;
    private TokenVerifier verifier;

    @BeforeEach
    void start(@TempDir Path directory) throws BrokerStartException {
        issuer = TestIssuer.in(directory);
        verifier = issuer.verifier();
    }

    static Stream<Arguments> everyAlgorithm() {
        return Stream.of(
                argumentSet("RS256", "RS256", RSA),
                argumentSet("RS384", "RS384", RSA),
                argumentSet("RS512", "RS512", RSA),
                argumentSet("PS256", "PS256", RSA),
                argumentSet("PS384", "PS384", RSA),
                argumentSet("PS512", "PS512", RSA),
                argumentSet("ES256", "ES256", P256),
                argumentSet("ES384", "ES384", P384),
                argumentSet("ES512", "ES512", P521),
                argumentSet("EdDSA", "EdDSA", EDWARDS));
    }

    @ParameterizedTest
    @MethodSource("everyAlgorithm")
    void aTokenOfTheIssuerIsALogin(String algorithm, TestKey key) throws TokenRefusedException {
        Principals who = verifier.verify(key.token(algorithm, CLAIMS));

        assertThat(who)
                .isEqualTo(new Principals(
                        "web/ann",
                        Set.of("user:web/ann"),
                        issuer.clock().instant().plusSeconds(60)));
    }

    @ParameterizedTest
    @MethodSource("everyAlgorithm")
    void anAlgorithmThatTheIssuerDoesNotUseIsRefused(String algorithm, TestKey key) throws BrokerStartException {
        Set<String> others = new HashSet<>(TokenAlgorithms.ALLOWED);
        others.remove(algorithm);
        verifier = issuer.verifier(others);

        assertRefused(verifier, key.token(algorithm, CLAIMS), TokenRefusal.ALGORITHM);
    }

    @ParameterizedTest
    @MethodSource("everyAlgorithm")
    void aSignatureOfSomethingElseIsRefused(String algorithm, TestKey key) {
        String token = key.token(algorithm, CLAIMS);
        String other = key.token(algorithm, with("sub", "bob"));
        String forged = other.substring(0, other.lastIndexOf('.')) + token.substring(token.lastIndexOf('.'));

        assertRefused(verifier, forged, TokenRefusal.SIGNATURE);
    }

    @Test
    void theKeyOfAStrangerIsRefused() {
        assertRefused(verifier, STRANGER.token("RS256", CLAIMS), TokenRefusal.SIGNATURE);
    }

    @Test
    void aKeyThatIsTooShortIsRefused() {
        assertRefused(verifier, WEAK.token("RS256", CLAIMS), TokenRefusal.UNKNOWN_KEY);
    }

    @Test
    void aKeyOfAnotherKindThanTheAlgorithmIsRefused() {
        String token = RSA.token(Map.of("alg", "RS256", "kid", "p256"), CLAIMS);

        assertRefused(verifier, token, TokenRefusal.UNKNOWN_KEY);
    }

    @Test
    void aTokenThatNamesNoKeyIsTriedWithThoseThatFit() throws TokenRefusedException {
        assertAccepted(verifier, P384.token(Map.of("alg", "ES384"), CLAIMS));
        assertRefused(verifier, STRANGER.token(Map.of("alg", "RS256"), CLAIMS), TokenRefusal.SIGNATURE);
    }

    @Test
    void aTokenWithoutASignatureIsRefused() {
        String unsigned = TestKey.part(Map.of("alg", "none")) + "." + TestKey.part(CLAIMS) + ".";

        assertRefused(verifier, unsigned, TokenRefusal.MALFORMED);
        assertRefused(verifier, unsigned + "x", TokenRefusal.MALFORMED);
    }

    /** The classic: what is published as a key to verify is taken for a secret to sign. */
    @Test
    void aTokenSignedWithThePublicKeyAsASecretIsRefused() throws Exception {
        String content = TestKey.part(Map.of("alg", "HS256", "kid", "rsa")) + "." + TestKey.part(CLAIMS);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(RSA.published().toRSAKey().toPublicKey().getEncoded(), "HmacSHA256"));

        assertRefused(
                verifier,
                content + "." + Base64URL.encode(mac.doFinal(content.getBytes(UTF_8))),
                TokenRefusal.ALGORITHM);
    }

    @Test
    void anExtensionThatMustBeUnderstoodIsRefused() {
        Map<String, Object> header = Map.of("alg", "RS256", "kid", "rsa", "crit", List.of("exp"), "exp", 1);
        assertRefused(verifier, RSA.token(header, CLAIMS), TokenRefusal.CRITICAL_HEADER);

        Map<String, Object> plain = Map.of("alg", "RS256", "kid", "rsa", "b64", false);
        assertRefused(verifier, RSA.token(plain, CLAIMS), TokenRefusal.CRITICAL_HEADER);
    }

    @Test
    void aKeyInTheHeaderIsNotBelieved() {
        Map<String, Object> header =
                Map.of("alg", "RS256", "kid", "rsa", "jwk", STRANGER.published().toJSONObject());

        assertRefused(verifier, STRANGER.token(header, CLAIMS), TokenRefusal.SIGNATURE);
    }

    @Test
    void aTokenThatIsTooLongIsRefusedUnseen() {
        assertRefused(verifier, "ey" + "J".repeat(8 << 10), TokenRefusal.TOO_LONG);
        assertRefused(verifier, RSA.token("RS256", with("text", "x".repeat(8 << 10))), TokenRefusal.TOO_LONG);
    }

    static Stream<String> garbage() {
        String header = TestKey.part(Map.of("alg", "RS256", "kid", "rsa"));
        return Stream.of(
                "",
                ".",
                "..",
                "a.b.c",
                header,
                header + ".e30",
                header + "..x",
                header + ".e30.x.y",
                header + ".e30.=",
                header + ".e30.x ",
                header + ".bnVsbA.x",
                "eyJ.e30.x",
                "e30.e30.x",
                "eyJhbGciOjF9.e30.x");
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void garbageIsRefused(String token) {
        assertRefused(verifier, token, TokenRefusal.MALFORMED);
    }

    @Test
    void deeplyNestedJsonIsRefused() {
        String deep = Base64URL.encode("{\"a\":" + "[".repeat(5_000)).toString();

        assertRefused(verifier, TestKey.part(Map.of("alg", "RS256")) + "." + deep + ".x", TokenRefusal.MALFORMED);
    }

    @Test
    void aTokenCutAnywhereIsRefused() {
        String token = RSA.token("RS256", CLAIMS);
        List<Integer> accepted = new ArrayList<>();
        for (int length = 0; length < token.length(); length++) {
            try {
                verifier.verify(token.substring(0, length));
                accepted.add(length);
            } catch (TokenRefusedException e) {
                assertThat(e.refusal()).isIn(TokenRefusal.MALFORMED, TokenRefusal.SIGNATURE);
            }
        }
        assertThat(accepted).isEmpty();
    }

    @Test
    void twoIssuersAreKeptApart(@TempDir Path other) throws Exception {
        TestKey.write(other.resolve("keys.json"), STRANGER);
        verifier = issuer.verifier(issuerIn(issuer.directory()), issuerIn(other));

        assertThat(verifier.verify(STRANGER.token("RS256", with("iss", other.toString())))
                        .name())
                .isEqualTo("ann");
        assertRefused(
                verifier, STRANGER.token("RS256", with("iss", issuer.directory().toString())), TokenRefusal.SIGNATURE);
    }

    private static Issuer issuerIn(Path place) {
        return new Issuer(
                place.toString(),
                "bridge",
                place.resolve("keys.json").toString(),
                Set.of("RS256"),
                "sub",
                "groups",
                "");
    }
}
