package dev.stompbridge.brokerconfig;

import com.nimbusds.jose.JWSObject;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Issuer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the claims of tokens (RFC 7519 §4.1) whose signature is right.
 *
 * @param clockSkew how far the clocks of issuers may be ahead; an expiry is exact
 */
record TokenClaims(Duration clockSkew, ExternalUsers users, Clock clock) {

    private static final int MAX_USER_CHARS = 256;
    private static final int MAX_GROUPS = 100;
    private static final int MAX_GROUP_CHARS = 255;

    /** The end of the year 9999; the library and {@link Instant} differ beyond. */
    private static final long MAX_SECONDS = 253_402_300_799L;

    /** The claims of a token, not yet to be believed. */
    static Map<String, Object> of(JWSObject token) throws TokenRefusedException {
        Map<String, Object> payload;
        try {
            payload = token.getPayload().toJSONObject();
        } catch (RuntimeException e) { // what the library makes of odd JSON is not documented
            payload = null;
        }
        if (payload == null) {
            throw new TokenRefusedException(TokenRefusal.MALFORMED);
        }
        return payload;
    }

    Principals principals(Map<String, Object> payload, Issuer issuer) throws TokenRefusedException {
        if (!isFor(issuer.audience(), payload.get("aud"))) {
            throw new TokenRefusedException(TokenRefusal.AUDIENCE);
        }
        Instant expiresAt = expiry(payload);
        String user = user(payload.get(issuer.userClaim()));
        List<String> groups = groups(payload.get(issuer.groupsClaim()));
        return users.principals(issuer.userPrefix() + user, groups, expiresAt)
                .orElseThrow(() -> new TokenRefusedException(TokenRefusal.USER));
    }

    private static boolean isFor(String audience, @Nullable Object claim) {
        return audience.equals(claim) || (claim instanceof List<?> audiences && audiences.contains(audience));
    }

    private Instant expiry(Map<String, Object> payload) throws TokenRefusedException {
        Instant now = clock.instant();
        Instant expiresAt = time(payload.get("exp"), TokenRefusal.NO_EXPIRY);
        if (expiresAt == null) {
            throw new TokenRefusedException(TokenRefusal.NO_EXPIRY);
        }
        if (!expiresAt.isAfter(now)) {
            throw new TokenRefusedException(TokenRefusal.EXPIRED);
        }
        for (String claim : List.of("nbf", "iat")) {
            Instant from = time(payload.get(claim), TokenRefusal.NOT_YET_VALID);
            if (from != null && from.isAfter(now.plus(clockSkew))) {
                throw new TokenRefusedException(TokenRefusal.NOT_YET_VALID);
            }
        }
        return expiresAt;
    }

    /** Seconds since 1970, perhaps with a fraction (RFC 7519 §2, NumericDate); null when absent. */
    private static @Nullable Instant time(@Nullable Object claim, TokenRefusal otherwise) throws TokenRefusedException {
        if (claim == null) {
            return null;
        }
        double seconds = claim instanceof Number number ? number.doubleValue() : Double.NaN;
        if (!(seconds >= 0 && seconds <= MAX_SECONDS)) {
            throw new TokenRefusedException(otherwise);
        }
        return Instant.ofEpochMilli((long) (seconds * 1_000));
    }

    private static String user(@Nullable Object claim) throws TokenRefusedException {
        if (claim instanceof String user
                && !user.isBlank()
                && user.length() <= MAX_USER_CHARS
                && user.chars().noneMatch(Character::isISOControl)) {
            return user;
        }
        throw new TokenRefusedException(TokenRefusal.USER);
    }

    private static List<String> groups(@Nullable Object claim) throws TokenRefusedException {
        List<?> groups;
        if (claim == null) {
            groups = List.of();
        } else if (claim instanceof String words) {
            groups = Arrays.stream(words.split(" "))
                    .filter(word -> !word.isEmpty())
                    .toList();
        } else if (claim instanceof List<?> list) {
            groups = list;
        } else {
            throw new TokenRefusedException(TokenRefusal.GROUPS);
        }
        if (groups.size() > MAX_GROUPS || !groups.stream().allMatch(TokenClaims::isGroup)) {
            throw new TokenRefusedException(TokenRefusal.GROUPS);
        }
        return groups.stream().map(String.class::cast).toList();
    }

    private static boolean isGroup(@Nullable Object group) {
        return group instanceof String name && name.length() <= MAX_GROUP_CHARS;
    }
}
