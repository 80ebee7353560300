package dev.stompbridge.brokerconfig;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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

    /** Whether the groups may read the destination or, when it is a pattern, some destination that matches it. */
    boolean mayRead(ActiveMQDestination destination, Set<String> groups) {
        DestinationPattern asked = DestinationPattern.of(destination);
        return isGranted(destination, groups, Entry::read, pattern -> pattern.overlaps(asked));
    }

    /** Whether one grant lets the groups read the destination and, when it is a pattern, all that match it. */
    boolean mayReadAll(ActiveMQDestination destination, Set<String> groups) {
        DestinationPattern asked = DestinationPattern.of(destination);
        return isGranted(destination, groups, Entry::read, pattern -> pattern.covers(asked));
    }

    /** Whether the groups may write the destination; nobody may write to a pattern. */
    boolean mayWrite(ActiveMQDestination destination, Set<String> groups) {
        DestinationPattern asked = DestinationPattern.of(destination);
        return !destination.isPattern()
                && isGranted(destination, groups, Entry::write, pattern -> pattern.covers(asked));
    }

    private boolean isGranted(
            ActiveMQDestination destination,
            Set<String> groups,
            Function<Entry, Set<String>> right,
            Predicate<DestinationPattern> matches) {
        return !AdvisorySupport.isAdvisoryTopic(destination)
                && !isSchedulerManagement(destination)
                && entries.stream()
                        .anyMatch(entry ->
                                !Collections.disjoint(right.apply(entry), groups) && matches.test(entry.pattern()));
    }

    /** The scheduler takes a message for an order to list or remove delayed messages when its destination begins so. */
    private static boolean isSchedulerManagement(ActiveMQDestination destination) {
        String reserved = ScheduledMessage.AMQ_SCHEDULER_MANAGEMENT_DESTINATION;
        return destination.getPhysicalName().regionMatches(true, 0, reserved, 0, reserved.length());
    }
}
