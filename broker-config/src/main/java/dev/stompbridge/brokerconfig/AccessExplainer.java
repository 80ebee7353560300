package dev.stompbridge.brokerconfig;

import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Grant;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.Security;
import dev.stompbridge.brokerconfig.EmbeddedBrokerSettings.User;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.activemq.command.ActiveMQDestination;

/**
 * Tells which rule decides, from the settings alone: no broker runs. It asks the same grants in the same way as a
 * broker does. Immutable.
 */
public final class AccessExplainer {

    private static final String ANONYMOUS = "anonymous";
    private static final String GROUP_PREFIX = "group:";
    private static final int MAX_CHARS = 8 << 10;
    private static final int MAX_LISTED = 8;
    private static final int NO_GRANT = -1;
    private static final Pattern DESTINATION = Pattern.compile("(temp-)?(queue|topic)://[^\\s\\p{Cntrl},?]+");

    private final Security security;
    private final Grants grants;
    private final IntFunction<String> grantNames;

    /** Names grants as the configuration does: {@code broker.authorization[3]}. */
    public AccessExplainer(Security security) {
        this(security, index -> "broker.authorization[" + index + "]");
    }

    /** {@code grantNames}: what to call the grant of an index, for grants that are not all in the configuration. */
    public AccessExplainer(Security security, IntFunction<String> grantNames) {
        this.security = security;
        this.grantNames = grantNames;
        grants = new Grants(security.grants());
    }

    /**
     * Throws {@link IllegalArgumentException} with one sentence when there is no such user or this is no destination.
     *
     * @param user the name of a configured user, {@code anonymous}, or {@code group:NAME} for somebody in that group
     *     alone
     * @param destination with {@code queue://}, {@code topic://}, {@code temp-queue://} or {@code temp-topic://}; may
     *     have wildcards, and commas between several
     */
    public AccessExplanation explain(String user, AccessVerb verb, String destination) {
        List<ActiveMQDestination> parts = parse(destination);
        Optional<Set<String>> groups = groups(user);
        List<AccessExplanation.Part> explained = parts.stream()
                .map(part -> groups.map(known -> explain(known, verb, part))
                        .orElseGet(() -> denied(part, "nobody may come without a login: anonymous has no groups")))
                .toList();
        return new AccessExplanation(explained.stream().allMatch(AccessExplanation.Part::allowed), explained);
    }

    private Optional<Set<String>> groups(String user) {
        if (user.equals(ANONYMOUS)) {
            return Users.anonymous(security).map(Principals::groups);
        }
        if (user.startsWith(GROUP_PREFIX) && user.length() > GROUP_PREFIX.length()) {
            return Optional.of(Set.of(user.substring(GROUP_PREFIX.length())));
        }
        User configured = security.users().stream()
                .filter(candidate -> candidate.name().equals(user))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no such user: name a configured user, anonymous, or group:NAME."));
        return Optional.of(Users.principals(configured, grants.namedGroups()).groups());
    }

    private static List<ActiveMQDestination> parse(String destination) {
        boolean wellFormed = destination.length() <= MAX_CHARS
                && Arrays.stream(destination.split(",", -1))
                        .allMatch(part -> DESTINATION.matcher(part).matches());
        if (!wellFormed) {
            throw new IllegalArgumentException("A destination begins with queue://, topic://, temp-queue:// or"
                    + " temp-topic://, and several have commas between them.");
        }
        return AccessRules.parts(ActiveMQDestination.createDestination(destination, ActiveMQDestination.QUEUE_TYPE));
    }

    private AccessExplanation.Part explain(Set<String> groups, AccessVerb verb, ActiveMQDestination destination) {
        if (destination.isTemporary()) {
            return temporary(verb, destination);
        }
        AccessDecision decision = grants.decide(verb, destination, groups);
        if (decision.isGranted()) {
            return granted(groups, verb, destination, decision.grant());
        }
        return denied(
                destination,
                switch (decision.reason()) {
                    case ADVISORY -> "advisories are never granted; a backend reads those of temporary destinations";
                    case SCHEDULER -> "the management of delayed messages is never granted";
                    case WILDCARD ->
                        "what has wildcards cannot be " + (verb == AccessVerb.WRITE ? "written" : "created");
                    default -> notGranted(groups, verb, destination);
                });
    }

    /** The broker asks nothing but whose connection it is, see {@link AccessRules}. */
    private static AccessExplanation.Part temporary(AccessVerb verb, ActiveMQDestination destination) {
        String sentence = verb == AccessVerb.WRITE
                ? "whoever knows the name of a temporary destination may write to it"
                : "the connection that a temporary destination belongs to may " + verb + " it, no other may";
        return new AccessExplanation.Part(destination.getQualifiedName(), true, sentence, NO_GRANT);
    }

    private static AccessExplanation.Part denied(ActiveMQDestination destination, String sentence) {
        return new AccessExplanation.Part(destination.getQualifiedName(), false, sentence, NO_GRANT);
    }

    /** A subscription to a pattern gets what its owner may read, which may be less than what matches. */
    private AccessExplanation.Part granted(
            Set<String> groups, AccessVerb verb, ActiveMQDestination destination, int grant) {
        String name = destination.getQualifiedName();
        if (verb != AccessVerb.READ || !destination.isPattern()) {
            return new AccessExplanation.Part(name, true, "granted by " + described(grant, verb, groups), grant);
        }
        AccessDecision whole = grants.decide(AccessVerb.READ_DURABLE, destination, groups);
        if (whole.isGranted()) {
            String sentence = "granted by " + described(whole.grant(), verb, groups);
            return new AccessExplanation.Part(name, true, sentence, whole.grant());
        }
        String sentence = "of " + name + " only a part can be read: " + listed(groups, destination);
        return new AccessExplanation.Part(name, true, sentence, grant);
    }

    private String notGranted(Set<String> groups, AccessVerb verb, ActiveMQDestination destination) {
        boolean partly = verb == AccessVerb.READ_DURABLE
                && grants.readable(destination, groups).findAny().isPresent();
        return partly
                ? "a durable subscription must be covered by one grant, and only a part of it is granted: "
                        + listed(groups, destination)
                : "no grant lets the groups " + new TreeSet<>(groups) + " " + verb + " "
                        + destination.getQualifiedName() + ": what is not granted is denied";
    }

    private String listed(Set<String> groups, ActiveMQDestination pattern) {
        String first = grants.readable(pattern, groups)
                .limit(MAX_LISTED)
                .mapToObj(index -> described(index, AccessVerb.READ, groups))
                .collect(Collectors.joining("; "));
        long others = grants.readable(pattern, groups).skip(MAX_LISTED).count();
        return others == 0 ? first : first + "; and " + others + " more";
    }

    /** {@code broker.authorization[3]: topic://stock.> read [traders]}, with those of the groups that it names. */
    private String described(int index, AccessVerb verb, Set<String> groups) {
        Grant grant = security.grants().get(index);
        Set<String> reading = common(grant.read(), groups);
        boolean reads = verb != AccessVerb.WRITE && !reading.isEmpty();
        return grantNames.apply(index) + ": " + grant.destination() + " "
                + (reads ? "read " + reading : "write " + common(grant.write(), groups));
    }

    private static Set<String> common(Set<String> granted, Set<String> groups) {
        Set<String> common = new TreeSet<>(granted);
        common.retainAll(groups);
        return common;
    }
}
