package dev.stompbridge.brokerconfig;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users of the broker: those of the settings, who have passwords; those of the issuers of tokens; and those that
 * JAAS knows. A configured user's password decides alone, JAAS is not asked about him. Thread-safe.
 *
 * <p>The first login of a user costs one password hash, tenths of a second, or seconds of waiting for JAAS: do not call
 * {@link #authenticate} on an I/O thread unless it {@link #isQuick}. A pair of login and passcode that was right is
 * remembered until the broker stops, one that JAAS found right for a minute (see {@link VerifiedLogins}), so that
 * thousands of browsers can log in per second with one account. Without JAAS a login of an unknown user takes as long
 * as one with a wrong passcode.
 */
public final class Users {

    private static final Logger LOG = LoggerFactory.getLogger(Users.class);

    /** A user {@code ann} is in the group {@code user:ann}, and nobody else is. */
    static final String OWN_GROUP_PREFIX = "user:";

    private static final String ANONYMOUS_NAME = "anonymous";

    /** Longer credentials are refused before anything is computed from them, but for tokens. */
    private static final int MAX_CREDENTIAL_CHARS = 1_024;

    private static final int DECOY_ITERATIONS = 600_000;

    /** A user whose account was closed elsewhere is out after this time. */
    private static final Duration JAAS_REMEMBERED = Duration.ofSeconds(60);

    private record Account(PasswordHash hash, Principals principals) {}

    private final Map<String, Account> accounts = new HashMap<>();
    private final @Nullable Principals anonymous;
    private final PasswordHash decoy;
    private final VerifiedLogins verified;
    private final VerifiedLogins verifiedByJaas;
    private final @Nullable JaasLogins jaas;
    private final TokenVerifier tokens;

    /** {@code namedGroups}: the groups that some grant names. Fails when keys or login modules cannot be read. */
    Users(EmbeddedBrokerSettings.Security security, Set<String> namedGroups, SecureRandom random, Clock clock)
            throws BrokerStartException {
        for (EmbeddedBrokerSettings.User user : security.users()) {
            accounts.put(
                    user.name(), new Account(PasswordHash.parse(user.passwordHash()), principals(user, namedGroups)));
        }
        anonymous = anonymous(security).orElse(null);
        int iterations = accounts.values().stream()
                .mapToInt(account -> account.hash().iterations())
                .max()
                .orElse(DECOY_ITERATIONS);
        decoy = PasswordHash.decoy(iterations, random);
        verified = new VerifiedLogins(random);
        verifiedByJaas = new VerifiedLogins(random, JAAS_REMEMBERED, clock);
        ExternalUsers external = new ExternalUsers(namedGroups);
        jaas = security.jaas() == null ? null : new JaasLogins(security.jaas(), external);
        tokens = new TokenVerifier(security.tokens(), external, clock);
    }

    /**
     * Who this is; empty when the login or the passcode is wrong. The passcode may be a token, the login is then that
     * token's user or empty. May take seconds.
     */
    public Optional<Principals> authenticate(String login, String passcode) {
        if (tokens.isToken(passcode)) {
            return authenticateToken(passcode).filter(who -> login.isEmpty() || login.equals(who.name()));
        }
        if (isTooLong(login, passcode)) {
            return Optional.empty();
        }
        return isAskedOfJaas(login)
                ? verifiedByJaas.computeIfAbsent(login, passcode, this::askJaas)
                : verified.computeIfAbsent(login, passcode, this::verify);
    }

    /** Who presents this JSON Web Token; empty when it is refused. May take seconds when its key is unknown. */
    public Optional<Principals> authenticateToken(String token) {
        try {
            return Optional.of(tokens.verify(token));
        } catch (TokenRefusedException e) {
            LOG.debug("A token was refused: {}", e.refusal());
            return Optional.empty();
        }
    }

    /** The configured user of this name, for a caller who has verified that user's certificate. */
    public Optional<Principals> ofCertificate(String user) {
        return Optional.ofNullable(accounts.get(user)).map(Account::principals);
    }

    /** Whether {@link #authenticate} would answer without a password hash, JAAS or a request to another server. */
    public boolean isQuick(String login, String passcode) {
        if (tokens.isToken(passcode)) {
            return tokens.isQuick(passcode);
        }
        return isTooLong(login, passcode)
                || (isAskedOfJaas(login) ? verifiedByJaas : verified).isRemembered(login, passcode);
    }

    /** Who somebody is who does not log in; empty when that is not allowed. */
    public Optional<Principals> anonymous() {
        return Optional.ofNullable(anonymous);
    }

    /** Of the settings alone. */
    static Optional<Principals> anonymous(EmbeddedBrokerSettings.Security security) {
        return security.anonymousGroups().isEmpty()
                ? Optional.empty()
                : Optional.of(new Principals(ANONYMOUS_NAME, security.anonymousGroups()));
    }

    /** A user's own group counts only when it was granted something: users with equal rights have equal groups. */
    static Principals principals(EmbeddedBrokerSettings.User user, Set<String> namedGroups) {
        Set<String> groups = new HashSet<>(user.groups());
        if (namedGroups.contains(user.ownGroup())) {
            groups.add(user.ownGroup());
        }
        return new Principals(user.name(), groups);
    }

    /** Whether logins may expire. */
    boolean hasTokens() {
        return tokens.isOn();
    }

    /** Looks for new keys of tokens where that is due. Does not wait. */
    void refreshKeys() {
        tokens.refresh();
    }

    private boolean isAskedOfJaas(String login) {
        return jaas != null && !accounts.containsKey(login);
    }

    private Optional<Principals> askJaas(String login, String passcode) {
        return jaas == null ? Optional.empty() : jaas.authenticate(login, passcode);
    }

    private Optional<Principals> verify(String login, String passcode) {
        Account account = accounts.get(login);
        PasswordHash hash = account == null ? decoy : account.hash();
        boolean matches = hash.matches(passcode.toCharArray());
        return account != null && matches ? Optional.of(account.principals()) : Optional.empty();
    }

    private static boolean isTooLong(String login, String passcode) {
        return login.length() > MAX_CREDENTIAL_CHARS || passcode.length() > MAX_CREDENTIAL_CHARS;
    }
}
