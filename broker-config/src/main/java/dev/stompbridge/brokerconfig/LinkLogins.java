package dev.stompbridge.brokerconfig;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Issues and verifies the logins of links. The user name spells the groups and the password is its HMAC under a key
 * drawn at start, so nothing has to be remembered, however many sets of groups there are. Thread-safe.
 */
final class LinkLogins {

    /** What the user name of every link, and of nobody else, begins with. */
    static final String PREFIX = "link:";

    /** No group contains a colon as it is spelled here. */
    private static final String ROUTE_PREFIX = PREFIX + "route:";

    private static final String ALGORITHM = "HmacSHA256";
    private static final String SEPARATOR = ",";

    private final SecretKey key;

    LinkLogins(SecureRandom random) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** For a link that many browsers share. */
    LinkLogin issue(Set<String> groups) {
        return issue(PREFIX, groups);
    }

    /** For a link that belongs to one route. */
    LinkLogin issueForRoute(Set<String> groups) {
        return issue(ROUTE_PREFIX, groups);
    }

    private LinkLogin issue(String prefix, Set<String> groups) {
        String user = groups.stream()
                .sorted()
                .map(group -> URLEncoder.encode(group, UTF_8))
                .collect(Collectors.joining(SEPARATOR, prefix, ""));
        return new LinkLogin(user, password(user));
    }

    static boolean isLink(String user) {
        return user.startsWith(PREFIX);
    }

    /** What a login is for whose user name was issued here. */
    static BrokerIdentity.Kind kindOf(String user) {
        return user.startsWith(ROUTE_PREFIX) ? BrokerIdentity.Kind.ROUTE : BrokerIdentity.Kind.LINK;
    }

    /** The groups that the login was issued for; empty when it was not issued here. */
    Optional<Set<String>> verify(LinkLogin login) {
        byte[] expected = password(login.user()).getBytes(UTF_8);
        if (!isLink(login.user())
                || !MessageDigest.isEqual(expected, login.password().getBytes(UTF_8))) {
            return Optional.empty();
        }
        String prefix = login.user().startsWith(ROUTE_PREFIX) ? ROUTE_PREFIX : PREFIX;
        String groups = login.user().substring(prefix.length());
        return Optional.of(Arrays.stream(groups.split(SEPARATOR))
                .filter(group -> !group.isEmpty())
                .map(group -> URLDecoder.decode(group, UTF_8))
                .collect(Collectors.toUnmodifiableSet()));
    }

    private String password(String user) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(user.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM + ".", e);
        }
    }
}
