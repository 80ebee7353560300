package dev.stompbridge.brokerconfig;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.Map;
import java.util.Set;

/** The algorithms that a token may be signed with (RFC 7518 §3.1, RFC 8037 §3.1), and which keys go with them. */
final class TokenAlgorithms {

    /** Never a symmetric one: who can verify its signatures can make them. */
    static final Set<String> ALLOWED =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");

    private static final Map<JWSAlgorithm, Curve> CURVES = Map.of(
            JWSAlgorithm.ES256, Curve.P_256,
            JWSAlgorithm.ES384, Curve.P_384,
            JWSAlgorithm.ES512, Curve.P_521);

    /** RFC 7518 §3.3: a key of 2048 bits or larger must be used. */
    private static final int MIN_RSA_BITS = 2_048;

    /** A larger one only costs time. */
    private static final int MAX_RSA_BITS = 8_192;

    private TokenAlgorithms() {}

    /** Throws {@link IllegalArgumentException} with one sentence when an issuer may not sign so. */
    static void check(Set<String> algorithms) {
        if (algorithms.isEmpty() || !ALLOWED.containsAll(algorithms)) {
            throw new IllegalArgumentException("The algorithms of tokens must be some of RS256, RS384, RS512, PS256,"
                    + " PS384, PS512, ES256, ES384, ES512 and EdDSA.");
        }
    }

    /** Whether a public key can verify any signature that is allowed. */
    static boolean isUsable(JWK key) {
        return ALLOWED.stream().anyMatch(algorithm -> fits(key, JWSAlgorithm.parse(algorithm)));
    }

    /** Whether a signature of this algorithm can be the key's. */
    static boolean fits(JWK key, JWSAlgorithm algorithm) {
        if (key.getAlgorithm() != null && !key.getAlgorithm().equals(algorithm)) {
            return false;
        }
        if (key instanceof RSAKey rsa) {
            return JWSAlgorithm.Family.RSA.contains(algorithm)
                    && rsa.size() >= MIN_RSA_BITS
                    && rsa.size() <= MAX_RSA_BITS;
        }
        if (key instanceof ECKey elliptic) {
            return elliptic.getCurve().equals(CURVES.get(algorithm));
        }
        return key instanceof OctetKeyPair pair
                && JWSAlgorithm.EdDSA.equals(algorithm)
                && Curve.Ed25519.equals(pair.getCurve());
    }
}
