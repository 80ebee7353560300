package dev.stompbridge.brokerconfig;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an embedded broker is started with. The constructors check bounds and syntax and throw
 * {@link IllegalArgumentException} with one sentence that names the value.
 *
 * @param dataDirectory holds the message store and what is spooled to disk; created when absent, used by one broker at
 *     a time
 */
public record EmbeddedBrokerSettings(
        Path dataDirectory, Limits limits, Later later, Connector openWire, Connector stomp, Security security) {

    /** Without delayed delivery, and with durable subscriptions that expire after a week. */
    public EmbeddedBrokerSettings(
            Path dataDirectory, Limits limits, Connector openWire, Connector stomp, Security security) {
        this(dataDirectory, limits, Later.DEFAULT, openWire, stomp, security);
    }

    /**
     * The bounds of the broker.
     *
     * @param memoryBytes messages held in memory; a destination that meets this limit makes its producers wait
     * @param storeBytes persistent messages on disk; a full store makes producers of persistent messages wait
     * @param tempBytes messages spooled to disk because memory is short
     * @param maxDestinations of each kind: queues, topics, temporary queues, temporary topics, dead-letter queues
     * @param maxUncommitted messages and acknowledgements in one transaction
     * @param maxFrameBytes one OpenWire command or the body of one STOMP frame on a socket
     * @param maxInflatedBytes one compressed message after inflation
     * @param idleDestinationAfter an empty destination that nobody uses is removed after this time
     */
    public record Limits(
            long memoryBytes,
            long storeBytes,
            long tempBytes,
            int maxDestinations,
            int maxUncommitted,
            int maxFrameBytes,
            long maxInflatedBytes,
            Duration idleDestinationAfter) {

        /** Two journal files of the smallest size: below this a store could never take a message. */
        private static final long MIN_DISK_BYTES = 4L << 20;

        private static final long MIN_MEMORY_BYTES = 1L << 20;
        private static final int MIN_FRAME_BYTES = 1 << 10;
        private static final Duration MIN_IDLE = Duration.ofSeconds(1);
        private static final Duration MAX_IDLE = Duration.ofDays(365);

        public Limits {
            require(memoryBytes >= MIN_MEMORY_BYTES, "The memory limit must be at least 1 MiB.");
            require(storeBytes >= MIN_DISK_BYTES, "The store limit must be at least 4 MiB.");
            require(tempBytes >= MIN_DISK_BYTES, "The limit of the temporary store must be at least 4 MiB.");
            require(maxDestinations >= 1, "At least one destination must be allowed.");
            require(maxUncommitted >= 1, "At least one uncommitted message must be allowed.");
            require(maxFrameBytes >= MIN_FRAME_BYTES, "The frame limit of the broker must be at least 1 KiB.");
            require(
                    maxInflatedBytes >= MIN_FRAME_BYTES && maxInflatedBytes <= Integer.MAX_VALUE,
                    "The limit of an inflated message must be between 1 KiB and 2 GiB.");
            require(
                    idleDestinationAfter.compareTo(MIN_IDLE) >= 0 && idleDestinationAfter.compareTo(MAX_IDLE) <= 0,
                    "Idle destinations must be kept for at least one second and at most a year.");
        }
    }

    /**
     * What is kept for later.
     *
     * @param delayedBytes messages on disk whose delivery time has not come; 0 turns delayed delivery off
     * @param durableExpiresAfter a durable subscription whose owner was away for so long, not counting the time when the
     *     broker did not run, is removed with what is stored for it
     */
    public record Later(long delayedBytes, Duration durableExpiresAfter) {

        private static final Duration MIN_EXPIRY = Duration.ofSeconds(1);
        private static final Duration MAX_EXPIRY = Duration.ofDays(3_650);

        public static final Later DEFAULT = new Later(0, Duration.ofDays(7));

        public Later {
            require(
                    delayedBytes == 0 || delayedBytes >= Limits.MIN_DISK_BYTES,
                    "The limit of delayed messages must be 0 or at least 4 MiB.");
            require(
                    durableExpiresAfter.compareTo(MIN_EXPIRY) >= 0 && durableExpiresAfter.compareTo(MAX_EXPIRY) <= 0,
                    "Durable subscriptions must be kept for at least one second and at most ten years.");
        }
    }

    /**
     * A listener for backends.
     *
     * @param address host name or IP address to bind
     * @param port 0 takes a free port
     * @param maxConnections a further connection is closed as soon as it is accepted
     */
    public record Connector(boolean enabled, String address, int port, int maxConnections) {

        public Connector {
            require(!address.isBlank(), "The address of a connector must not be empty.");
            require(port >= 0 && port <= 65_535, "The port " + port + " is not between 0 and 65535.");
            require(maxConnections >= 1, "A connector must allow at least one connection.");
        }
    }

    /**
     * Who may do what.
     *
     * @param anonymousGroups the groups of somebody who does not log in; empty when that is not allowed
     * @param jaas who else may log in with a password; null: only the users named here
     */
    public record Security(
            List<User> users,
            Set<String> anonymousGroups,
            List<Grant> grants,
            Tokens tokens,
            @Nullable Jaas jaas) {

        /** Without tokens and without JAAS. */
        public Security(List<User> users, Set<String> anonymousGroups, List<Grant> grants) {
            this(users, anonymousGroups, grants, Tokens.OFF, null);
        }

        public Security {
            users = List.copyOf(users);
            anonymousGroups = Set.copyOf(anonymousGroups);
            grants = List.copyOf(grants);
            anonymousGroups.forEach(EmbeddedBrokerSettings::requireGroup);
            Set<String> names = users.stream().map(User::name).collect(Collectors.toSet());
            require(names.size() == users.size(), "Two users have the same name.");
        }
    }

    /**
     * Logins with JSON Web Tokens (RFC 7519).
     *
     * @param issuers who may issue them; empty turns tokens off
     * @param clockSkew how far the clocks of issuers may be ahead of ours; an expiry is exact nevertheless
     * @param keysRefresh keys from a URL are fetched again after this time
     */
    public record Tokens(List<Issuer> issuers, Duration clockSkew, Duration keysRefresh) {

        private static final int MAX_ISSUERS = 16;
        private static final Duration MAX_SKEW = Duration.ofMinutes(5);
        private static final Duration MIN_REFRESH = Duration.ofSeconds(10);
        private static final Duration MAX_REFRESH = Duration.ofDays(1);

        public static final Tokens OFF = new Tokens(List.of(), Duration.ofMinutes(1), Duration.ofMinutes(10));

        public Tokens {
            issuers = List.copyOf(issuers);
            require(issuers.size() <= MAX_ISSUERS, "There may be 16 issuers of tokens at most.");
            Set<String> names = issuers.stream().map(Issuer::issuer).collect(Collectors.toSet());
            require(names.size() == issuers.size(), "Two issuers of tokens have the same name.");
            require(
                    !clockSkew.isNegative() && clockSkew.compareTo(MAX_SKEW) <= 0,
                    "The clock skew of tokens must be between 0 and five minutes.");
            require(
                    keysRefresh.compareTo(MIN_REFRESH) >= 0 && keysRefresh.compareTo(MAX_REFRESH) <= 0,
                    "The keys of tokens must be fetched again after ten seconds at least and a day at most.");
        }
    }

    /**
     * Somebody whose tokens are believed.
     *
     * @param issuer the claim {@code iss}, to the letter
     * @param audience what the claim {@code aud} must contain
     * @param keys a JSON Web Key Set (RFC 7517 §5): the path of a file, an {@code https://} URL, or an {@code http://}
     *     URL of this machine
     * @param algorithms of {@link TokenAlgorithms#ALLOWED} those that the issuer signs with
     * @param userClaim the claim that names the user, {@code sub} mostly
     * @param groupsClaim the claim that names his groups, as an array or as words with spaces between
     * @param userPrefix put before the user's name, to keep it apart from those of others; may be empty, the issuer can then name
     *     configured users
     */
    public record Issuer(
            String issuer,
            String audience,
            String keys,
            Set<String> algorithms,
            String userClaim,
            String groupsClaim,
            String userPrefix) {

        private static final int MAX_CHARS = 1_024;
        private static final int MAX_PREFIX_CHARS = 64;

        public Issuer {
            requireText(issuer, "issuer");
            requireText(audience, "audience");
            requireText(userClaim, "user claim");
            requireText(groupsClaim, "groups claim");
            KeyLocation.parse(keys);
            algorithms = Set.copyOf(algorithms);
            TokenAlgorithms.check(algorithms);
            require(
                    userPrefix.length() <= MAX_PREFIX_CHARS
                            && userPrefix.chars().noneMatch(Character::isISOControl)
                            && !userPrefix.startsWith(LinkLogins.PREFIX),
                    "The user prefix of an issuer must have at most 64 characters, none of them a control character,"
                            + " and not begin with " + LinkLogins.PREFIX + ".");
        }

        private static void requireText(String value, String what) {
            require(
                    !value.isBlank()
                            && value.length() <= MAX_CHARS
                            && value.chars().noneMatch(Character::isISOControl),
                    "The " + what + " of tokens must not be empty, longer than 1024 characters or hold control"
                            + " characters.");
        }
    }

    /**
     * Login modules that are asked about users who are not configured here.
     *
     * @param file a JAAS login configuration
     * @param realm the entry in it
     */
    public record Jaas(Path file, String realm) {

        public Jaas {
            require(!realm.isBlank(), "The JAAS realm must not be empty.");
        }
    }

    /**
     * Somebody who may log in. Besides the groups named here he is in the group {@code user:NAME}.
     *
     * @param passwordHash as {@link PasswordHash} makes it
     */
    public record User(String name, String passwordHash, Set<String> groups) {

        public User {
            require(
                    !name.isBlank() && name.chars().noneMatch(Character::isISOControl),
                    "The name of a user must not be empty or hold control characters.");
            require(
                    !name.startsWith(LinkLogins.PREFIX),
                    "The name of a user must not begin with " + LinkLogins.PREFIX + " because links do.");
            PasswordHash.check(passwordHash);
            groups = Set.copyOf(groups);
            groups.forEach(EmbeddedBrokerSettings::requireGroup);
        }

        /** The group that only this user is in. */
        String ownGroup() {
            return Users.OWN_GROUP_PREFIX + name;
        }

        @Override
        public String toString() {
            return "User[" + name + ", groups=" + groups + "]";
        }
    }

    /**
     * The right of groups to read (consume, browse) and to write (send) destinations; either implies the right to
     * create them.
     *
     * @param destination {@code queue://NAME} or {@code topic://NAME}; in a name {@code *} stands for one level and a
     *     last level {@code >} for any number of levels, as in ActiveMQ
     */
    public record Grant(String destination, Set<String> read, Set<String> write) {

        public Grant {
            DestinationPattern.parse(destination);
            read = Set.copyOf(read);
            write = Set.copyOf(write);
        }
    }

    private static void requireGroup(String group) {
        require(
                !group.isBlank() && !group.startsWith(Users.OWN_GROUP_PREFIX),
                "The group \"" + group + "\" must not be empty or begin with " + Users.OWN_GROUP_PREFIX + ".");
    }

    private static void require(boolean condition, String sentence) {
        if (!condition) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
