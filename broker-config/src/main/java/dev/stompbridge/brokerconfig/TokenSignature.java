package dev.stompbridge.brokerconfig;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;

/** Checks signatures of tokens. The caller has seen to it that algorithm and key fit. */
final class TokenSignature {

    private static final String ED25519 = "Ed25519";
    private static final int ED25519_BYTES = 32;

    private TokenSignature() {}

    static boolean isMadeWith(JWSObject token, JWK key) {
        try {
            if (key instanceof RSAKey rsa) {
                return token.verify(new RSASSAVerifier(rsa));
            }
            if (key instanceof ECKey elliptic) {
                return token.verify(new ECDSAVerifier(elliptic));
            }
            return key instanceof OctetKeyPair pair && isMadeWith(token, pair);
        } catch (JOSEException | GeneralSecurityException e) {
            return false;
        }
    }

    /** With the platform's own Ed25519; the library would need another one for it. */
    private static boolean isMadeWith(JWSObject token, OctetKeyPair pair) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(ED25519);
        signature.initVerify(publicKey(pair.getDecodedX()));
        signature.update(token.getSigningInput());
        return signature.verify(token.getSignature().decode());
    }

    /** RFC 8032 §5.1.5: y in little-endian order, with the lowest bit of x as its highest. */
    private static PublicKey publicKey(byte[] encoded) throws GeneralSecurityException {
        if (encoded.length != ED25519_BYTES) {
            throw new GeneralSecurityException("An Ed25519 key has 32 bytes.");
        }
        byte[] y = new byte[ED25519_BYTES];
        for (int i = 0; i < ED25519_BYTES; i++) {
            y[i] = encoded[ED25519_BYTES - 1 - i];
        }
        boolean odd = (y[0] & 0x80) != 0;
        y[0] &= 0x7f;
        EdECPoint point = new EdECPoint(odd, new BigInteger(1, y));
        return KeyFactory.getInstance(ED25519).generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    }
}
