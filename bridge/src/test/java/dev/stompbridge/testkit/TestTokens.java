package dev.stompbridge.testkit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** An issuer of tokens with a key set in a file. */
public final class TestTokens {
    public static final String ISSUER = "https://id.example";
    public static final String AUDIENCE = "stompbridge";

    private final Path file;
    private ECKey key;

    /** The key set is written into the directory. */
    public TestTokens(Path directory) {
        this.file = directory.resolve("keys.json");
        this.key = newKey("first");
        publish(List.of(key));
    }

    public Path file() {
        return file;
    }

    /** Another key from now on, the only one in the file. */
    public void rotate(String id) {
        key = newKey(id);
        publish(List.of(key));
    }

    /** The configuration that believes this issuer. */
    public String yaml() {
        return """
                tokens:
                  cookie: token
                  issuers:
                    - {issuer: "%s", audience: %s, keys: %s, algorithms: [ES256]}
                """.formatted(ISSUER, AUDIENCE, file);
    }

    public String token(String user, List<String> groups, Instant expiresAt) {
        return sign(key, claims(user, groups, expiresAt).build());
    }

    /** What a token says; to be changed by those who want another. */
    public static JWTClaimsSet.Builder claims(String user, List<String> groups, Instant expiresAt) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(user)
                .claim("groups", groups)
                .expirationTime(Date.from(expiresAt));
    }

    /** Signed with the present key. */
    public String sign(JWTClaimsSet claims) {
        return sign(key, claims);
    }

    /** Signed with a key that nobody published. */
    public static String forge(JWTClaimsSet claims) {
        return sign(newKey("first"), claims);
    }

    private static String sign(ECKey key, JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey newKey(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void publish(List<ECKey> keys) {
        try {
            Path next = file.resolveSibling("keys.next");
            Files.writeString(
                    next,
                    new JWKSet(keys.stream()
                                    .map(one -> (com.nimbusds.jose.jwk.JWK) one)
                                    .toList())
                            .toPublicJWKSet()
                            .toString());
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
