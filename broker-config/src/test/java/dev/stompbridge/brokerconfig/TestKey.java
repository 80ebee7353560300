package dev.stompbridge.brokerconfig;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A key of an issuer: makes tokens. Not one that anybody uses elsewhere, for each is made anew. */
record TestKey(JWK published, Signer signer) {

    interface Signer {
        Base64URL sign(JWSAlgorithm algorithm, byte[] content) throws JOSEException, GeneralSecurityException;
    }

    static TestKey rsa(String id) {
        return rsa(id, 2_048);
    }

    static TestKey rsa(String id, int bits) {
        try {
            RSAKey key = new RSAKeyGenerator(bits, true).keyID(id).generate();
            JWSSigner signer = new RSASSASigner(key, Set.of(AllowWeakRSAKey.getInstance()));
            return new TestKey(key.toPublicJWK(), (alg, content) -> signer.sign(new JWSHeader(alg), content));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static TestKey elliptic(String id, Curve curve) {
        try {
            ECKey key = new ECKeyGenerator(curve).keyID(id).generate();
            JWSSigner signer = new ECDSASigner(key);
            return new TestKey(key.toPublicJWK(), (alg, content) -> signer.sign(new JWSHeader(alg), content));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static TestKey edwards(String id) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            Base64URL x = Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
            JWK published = new OctetKeyPair.Builder(Curve.Ed25519, x).keyID(id).build();
            return new TestKey(published, (alg, content) -> {
                Signature signature = Signature.getInstance("Ed25519");
                signature.initSign(pair.getPrivate());
                signature.update(content);
                return Base64URL.encode(signature.sign());
            });
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token whose header names this key. */
    String token(String algorithm, Map<String, ?> claims) {
        return token(Map.of("alg", algorithm, "kid", published.getKeyID()), claims);
    }

    String token(Map<String, ?> header, Map<String, ?> claims) {
        String content = part(header) + "." + part(claims);
        try {
            JWSAlgorithm algorithm = JWSAlgorithm.parse(String.valueOf(header.get("alg")));
            return content + "." + signer.sign(algorithm, content.getBytes(UTF_8));
        } catch (JOSEException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String part(Map<String, ?> json) {
        return Base64URL.encode(JSONObjectUtils.toJSONString(new LinkedHashMap<>(json)))
                .toString();
    }

    static String set(TestKey... keys) {
        return Stream.of(keys)
                .map(key -> key.published().toJSONString())
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    static Path write(Path file, TestKey... keys) {
        try {
            return Files.writeString(file, set(keys));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
