package dev.stompbridge.it.interop;

import java.util.List;

/** All scenarios by subject, in the order of the table. */
public final class Scenarios {
    private Scenarios() {}

    /** What a part of the table is about. */
    public record Subject(String title, List<Scenario> scenarios) {
        static Subject of(String title, List<Clause> clauses) {
            return new Subject(
                    title,
                    clauses.stream()
                            .flatMap(clause -> clause.scenarios().stream())
                            .toList());
        }
    }

    public static List<Subject> all() {
        return List.of(
                Subject.of("Opening a session", OpeningScenarios.all()),
                Subject.of("Frames in messages", FramingScenarios.all()),
                Subject.of("Heart-beats", HeartBeatScenarios.all()),
                Subject.of("Headers and commands", HeaderScenarios.all()),
                Subject.of("Bodies", BodyScenarios.all()),
                Subject.of("Receipts and errors", ReceiptScenarios.all()),
                Subject.of("Subscriptions", SubscriptionScenarios.all()),
                Subject.of("Acknowledgement and redelivery", AckScenarios.all()),
                Subject.of("Transactions", TransactionScenarios.all()),
                Subject.of("ActiveMQ's dialect, and what a browser might do with it", DialectScenarios.all()));
    }
}
