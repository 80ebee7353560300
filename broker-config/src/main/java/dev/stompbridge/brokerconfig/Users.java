package dev.stompbridge.brokerconfig;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The users of the broker. Thread-safe.
 *
 * <p>The first login of a user costs one password hash, tenths of a second: do not call {@link #authenticate} on an I/O
 * thread. A pair of login and passcode that was right is remembered until the broker stops (see
 * {@link VerifiedLogins}), so that thousands of browsers can log in per second with one account. A login of an unknown
 * user takes as long as one with a wrong passcode.
 */
public final class Users {

    /** A user {@code ann} is in the group {@code user:ann}, and nobody else is. */
    static final String OWN_GROUP_PREFIX = "user:";

    private static final String ANONYMOUS_NAME = "anonymous";

    /** Longer credentials are refused before anything is computed from them. */
    private static final int MAX_CREDENTIAL_CHARS = 1_024;

    private static final int DECOY_ITERATIONS = 600_000;

    private record Account(PasswordHash hash, Principals principals) {}

    private final Map<String, Account> accounts = new HashMap<>();
    private final @Nullable Principals anonymous;
    private final PasswordHash decoy;
    private final VerifiedLogins verified;

    /** {@code namedGroups}: the groups that some grant names. */
    Users(EmbeddedBrokerSettings.Security security, Set<String> namedGroups, SecureRandom random) {
        for (EmbeddedBrokerSettings.User user : security.users()) {
            accounts.put(
                    user.name(), new Account(PasswordHash.parse(user.passwordHash()), principals(user, namedGroups)));
        }
        anonymous = security.anonymousGroups().isEmpty()
                ? null
                : new Principals(ANONYMOUS_NAME, security.anonymousGroups());
        int iterations = accounts.values().stream()
                .mapToInt(account -> account.hash().iterations())
                .max()
                .orElse(DECOY_ITERATIONS);
        decoy = PasswordHash.decoy(iterations, random);
        verified = new VerifiedLogins(random);
    }

    /** Who this is; empty when the login or the passcode is wrong. May take tenths of a second. */
    public Optional<Principals> authenticate(String login, String passcode) {
        if (login.length() > MAX_CREDENTIAL_CHARS || passcode.length() > MAX_CREDENTIAL_CHARS) {
            return Optional.empty();
        }
        return verified.computeIfAbsent(login, passcode, this::verify);
    }

    /** Who somebody is who does not log in; empty when that is not allowed. */
    public Optional<Principals> anonymous() {
        return Optional.ofNullable(anonymous);
    }

    private Optional<Principals> verify(String login, String passcode) {
        Account account = accounts.get(login);
        PasswordHash hash = account == null ? decoy : account.hash();
        boolean matches = hash.matches(passcode.toCharArray());
        return account != null && matches ? Optional.of(account.principals()) : Optional.empty();
    }

    /** A user's own group counts only when it was granted something: users with equal rights have equal groups. */
    private static Principals principals(EmbeddedBrokerSettings.User user, Set<String> namedGroups) {
        Set<String> groups = new HashSet<>(user.groups());
        if (namedGroups.contains(user.ownGroup())) {
            groups.add(user.ownGroup());
        }
        return new Principals(user.name(), groups);
    }
}
