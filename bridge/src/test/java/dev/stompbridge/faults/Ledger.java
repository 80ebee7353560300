package dev.stompbridge.faults;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What several browsers know of the messages of one queue: each was acknowledged or rejected for certain, or perhaps.
 * Safe for use by any thread.
 */
final class Ledger {
    enum Fate {
        /** Nobody has done anything with it, for certain. */
        WAITING,
        ACKNOWLEDGED,
        MAYBE_ACKNOWLEDGED,
        REJECTED,
        MAYBE_REJECTED
    }

    /** A COMMIT whose RECEIPT has not come. */
    private record Doubt(List<Integer> acknowledged, List<String> sent) {
        /** Whether it has happened in full, or not at all. */
        boolean isWhole(List<Integer> left, List<String> found) {
            return found.containsAll(sent)
                    ? acknowledged.stream().noneMatch(left::contains)
                    : found.stream().noneMatch(sent::contains) && left.containsAll(acknowledged);
        }
    }

    private final Map<Integer, Fate> fates = new HashMap<>();
    private final Map<Integer, Boolean> seen = new HashMap<>();
    private final List<String> sent = new ArrayList<>();
    private final List<Doubt> doubts = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    Ledger(int messages) {
        for (int i = 0; i < messages; i++) {
            fates.put(i, Fate.WAITING);
        }
    }

    /** A browser got a message: what perhaps happened to it before has not. */
    synchronized void delivered(int message, boolean marked) {
        Fate fate = fate(message);
        if (fate == Fate.ACKNOWLEDGED || fate == Fate.REJECTED) {
            problems.add(message + " was " + fate + " and came again");
        }
        if (seen.put(message, true) != null && !marked) {
            problems.add(message + " came again without a mark");
        }
        fates.put(message, Fate.WAITING);
        doubts.stream()
                .filter(doubt -> doubt.acknowledged.contains(message))
                .toList()
                .forEach(this::refute);
    }

    /** Its messages come again, and what it sent must not be there. */
    private void refute(Doubt doubt) {
        doubts.remove(doubt);
        doubt.acknowledged.forEach(message -> fates.put(message, Fate.WAITING));
    }

    synchronized void settled(Collection<Integer> messages, Fate fate) {
        messages.forEach(message -> fates.put(message, fate));
    }

    /** The COMMIT is on its way. */
    synchronized void committing(Collection<Integer> acknowledged, Collection<String> messages) {
        settled(acknowledged, Fate.MAYBE_ACKNOWLEDGED);
        doubts.add(new Doubt(List.copyOf(acknowledged), List.copyOf(messages)));
    }

    synchronized void committed(Collection<Integer> acknowledged, Collection<String> messages) {
        settled(acknowledged, Fate.ACKNOWLEDGED);
        sent.addAll(messages);
        doubts.remove(new Doubt(List.copyOf(acknowledged), List.copyOf(messages)));
    }

    /** What does not fit to what is left in the queue, rejected, and sent; empty if all is well. */
    synchronized List<String> problems(List<Integer> left, List<Integer> rejected, List<String> found) {
        List<String> all = new ArrayList<>(problems);
        fates.forEach((message, fate) -> {
            long copies = left.stream().filter(message::equals).count();
            long dead = rejected.stream().filter(message::equals).count();
            if (!fits(fate, copies, dead)) {
                all.add(message + " was " + fate + ", is " + copies + " times left and " + dead + " times rejected");
            }
        });
        List<String> unexplained = new ArrayList<>(found);
        sent.stream().filter(body -> !unexplained.remove(body)).forEach(body -> all.add(body + " is missing"));
        for (Doubt doubt : doubts) {
            if (!doubt.isWhole(left, found)) {
                all.add("half of " + doubt);
            }
            unexplained.removeAll(doubt.sent);
        }
        unexplained.forEach(body -> all.add(body + " should not be there"));
        return all;
    }

    private static boolean fits(Fate fate, long left, long rejected) {
        return switch (fate) {
            case WAITING -> left == 1 && rejected == 0;
            case ACKNOWLEDGED -> left == 0 && rejected == 0;
            case REJECTED -> left == 0 && rejected == 1;
            case MAYBE_ACKNOWLEDGED -> left <= 1 && rejected == 0;
            case MAYBE_REJECTED -> left + rejected == 1;
        };
    }

    private Fate fate(int message) {
        return fates.getOrDefault(message, Fate.WAITING);
    }
}
