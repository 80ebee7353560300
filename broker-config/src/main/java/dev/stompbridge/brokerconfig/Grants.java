package dev.stompbridge.brokerconfig;

import dev.stompbridge.brokerconfig.AccessDecision.Reason;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.activemq.ScheduledMessage;
import org.apache.activemq.advisory.AdvisorySupport;
import org.apache.activemq.command.ActiveMQDestination;

/**
 * Which groups may read and write which permanent destinations. Whatever no grant allows is denied; advisories and
 * the management of delayed messages are never granted, however wide a pattern is. Immutable.
 */
final class Grants {

    private record Entry(DestinationPattern pattern, Set<String> read, Set<String> write) {

        static Entry of(EmbeddedBrokerSettings.Grant grant) {
            return new Entry(DestinationPattern.parse(grant.destination()), grant.read(), grant.write());
        }
    }

    private final List<Entry> entries;

    Grants(List<EmbeddedBrokerSettings.Grant> grants) {
        entries = grants.stream().map(Entry::of).toList();
    }

    /** The groups that some grant names. */
    Set<String> namedGroups() {
        return entries.stream()
                .flatMap(entry -> Stream.concat(entry.read().stream(), entry.write().stream()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the groups may do this with a permanent destination, and which grant or rule says so. */
    AccessDecision decide(AccessVerb verb, ActiveMQDestination destination, Set<String> groups) {
        if (AdvisorySupport.isAdvisoryTopic(destination)) {
            return AccessDecision.denied(Reason.ADVISORY);
        }
        if (isSchedulerManagement(destination)) {
            return AccessDecision.denied(Reason.SCHEDULER);
        }
        if (destination.isPattern() && (verb == AccessVerb.WRITE || verb == AccessVerb.CREATE)) {
            return AccessDecision.denied(Reason.WILDCARD);
        }
        return deciding(verb, DestinationPattern.of(destination), groups)
                .mapToObj(AccessDecision::granted)
                .findFirst()
                .orElseGet(() -> AccessDecision.denied(Reason.NOT_GRANTED));
    }

    /** Whether the groups may read the destination or, when it is a pattern, some destination that matches it. */
    boolean mayRead(ActiveMQDestination destination, Set<String> groups) {
        return decide(AccessVerb.READ, destination, groups).isGranted();
    }

    /** The grants that let the groups read some part of a pattern, counted from 0. */
    IntStream readable(ActiveMQDestination pattern, Set<String> groups) {
        return deciding(AccessVerb.READ, DestinationPattern.of(pattern), groups);
    }

    private IntStream deciding(AccessVerb verb, DestinationPattern asked, Set<String> groups) {
        return switch (verb) {
            case READ -> indexes(asked, groups, Entry::read, DestinationPattern::overlaps);
            case READ_DURABLE -> indexes(asked, groups, Entry::read, DestinationPattern::covers);
            case WRITE -> indexes(asked, groups, Entry::write, DestinationPattern::covers);
            // Whoever may read or write a destination may create it.
            case CREATE ->
                IntStream.concat(deciding(AccessVerb.READ, asked, groups), deciding(AccessVerb.WRITE, asked, groups));
        };
    }

    private IntStream indexes(
            DestinationPattern asked,
            Set<String> groups,
            Function<Entry, Set<String>> right,
            BiPredicate<DestinationPattern, DestinationPattern> matches) {
        return IntStream.range(0, entries.size()).filter(index -> {
            Entry entry = entries.get(index);
            return !Collections.disjoint(right.apply(entry), groups) && matches.test(entry.pattern(), asked);
        });
    }

    /** The scheduler takes a message for an order to list or remove delayed messages when its destination begins so. */
    private static boolean isSchedulerManagement(ActiveMQDestination destination) {
        String reserved = ScheduledMessage.AMQ_SCHEDULER_MANAGEMENT_DESTINATION;
        return destination.getPhysicalName().regionMatches(true, 0, reserved, 0, reserved.length());
    }
}
