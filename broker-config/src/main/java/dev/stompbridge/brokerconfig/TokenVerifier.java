package dev.stompbridge.brokerconfig;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.JWK;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Issuer;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Tokens;
import java.net.URI;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Tells who presents a JSON Web Token, by RFC 7519 §7.2 and RFC 8725. Thread-safe; logs nothing of a token. */
final class TokenVerifier {

    private static final int MAX_CHARS = 8 << 10;

    /** The first part is the Base64 of a JSON object, which makes it begin so; hardly a password does. */
    private static final Pattern FORM = Pattern.compile("e[wy][A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private record Trusted(Issuer settings, KeySource keys) {}

    private final Map<String, Trusted> issuers = new HashMap<>();
    private final TokenClaims claims;

    TokenVerifier(Tokens settings, ExternalUsers users, Clock clock) throws BrokerStartException {
        claims = new TokenClaims(settings.clockSkew(), users, clock);
        for (Issuer issuer : settings.issuers()) {
            KeyLocation location = KeyLocation.parse(issuer.keys());
            Path file = location.file();
            KeySource keys;
            if (file != null) {
                keys = new FileKeys(file, clock);
            } else {
                URI url = Objects.requireNonNull(location.url());
                UrlKeys fetched = new UrlKeys(url, settings.keysRefresh(), clock);
                fetched.load();
                keys = fetched;
            }
            issuers.put(issuer.issuer(), new Trusted(issuer, keys));
        }
    }

    boolean isOn() {
        return !issuers.isEmpty();
    }

    /** Whether a passcode is a token rather than a password. Always false when tokens are off. */
    boolean isToken(String passcode) {
        return isOn()
                && passcode.length() <= MAX_CHARS
                && FORM.matcher(passcode).matches();
    }

    /** Whether {@link #verify} would answer without waiting for a server of keys. */
    boolean isQuick(String token) {
        try {
            JWSObject object = parse(token);
            Trusted issuer = issuer(TokenClaims.of(object));
            return issuer.keys().keys().knows(object.getHeader().getKeyID())
                    || !issuer.keys().waits();
        } catch (TokenRefusedException e) {
            return true;
        }
    }

    /** Fetches or reads keys again that are due. Does not wait. */
    void refresh() {
        issuers.values().forEach(issuer -> issuer.keys().keys());
    }

    /** May wait some seconds for a server of keys when the token names an unknown one. */
    Principals verify(String token) throws TokenRefusedException {
        JWSObject object = parse(token);
        Map<String, Object> payload = TokenClaims.of(object);
        Trusted issuer = issuer(payload);
        JWSHeader header = object.getHeader();
        require(issuer.settings().algorithms().contains(header.getAlgorithm().getName()), TokenRefusal.ALGORITHM);
        List<JWK> keys = keys(issuer.keys(), header);
        require(!keys.isEmpty(), TokenRefusal.UNKNOWN_KEY);
        require(keys.stream().anyMatch(key -> TokenSignature.isMadeWith(object, key)), TokenRefusal.SIGNATURE);
        return claims.principals(payload, issuer.settings());
    }

    private static JWSObject parse(String token) throws TokenRefusedException {
        require(token.length() <= MAX_CHARS, TokenRefusal.TOO_LONG);
        require(FORM.matcher(token).matches(), TokenRefusal.MALFORMED);
        JWSObject object;
        try {
            object = JWSObject.parse(token);
        } catch (ParseException | RuntimeException e) { // what the library makes of odd headers is not documented
            throw new TokenRefusedException(TokenRefusal.MALFORMED);
        }
        JWSHeader header = object.getHeader();
        // Without "crit" the payload is Base64 (RFC 7797 §6).
        boolean plain = header.getCriticalParams() == null && header.isBase64URLEncodePayload();
        require(plain, TokenRefusal.CRITICAL_HEADER);
        return object;
    }

    private Trusted issuer(Map<String, Object> payload) throws TokenRefusedException {
        Trusted issuer = payload.get("iss") instanceof String name ? issuers.get(name) : null;
        if (issuer == null) {
            throw new TokenRefusedException(TokenRefusal.ISSUER);
        }
        return issuer;
    }

    private static List<JWK> keys(KeySource source, JWSHeader header) {
        KeySet known = source.keys();
        boolean missing = known.isEmpty() || !known.knows(header.getKeyID());
        return (missing ? source.newestKeys() : known).candidates(header.getKeyID(), header.getAlgorithm());
    }

    private static void require(boolean condition, TokenRefusal refusal) throws TokenRefusedException {
        if (!condition) {
            throw new TokenRefusedException(refusal);
        }
    }
}
