package dev.stompbridge.attack;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What came of one attack.
 *
 * @param quiet of the honest browsers just before it
 * @param attacked of the same while it lasted
 * @param heapBefore live, in MiB, just before it
 * @param heapDuring while all attackers were there
 * @param missing messages that honest browsers did not get, or got twice
 * @param admitted of those honest ones who came while it lasted, and how many came
 */
record Outcome(
        Attack attack,
        Attackers attackers,
        Stretch quiet,
        Stretch attacked,
        double heapBefore,
        double heapDuring,
        long missing,
        Newcomers admitted) {
    /** How they ended, and how long one of them lived at most. */
    record Attackers(int all, int most, Map<String, Integer> endings, Duration longest) {}

    /** How many came, and how many of them were let in. */
    record Newcomers(int tried, int admitted) {}

    static final double MAX_RATIO = 1.5;
    static final double MAX_HEAP_MEBIBYTES = 32;

    /** The longest deadline of the server, its patience for an answer to its goodbye, and some for a busy machine. */
    static final Duration MAX_LIFE = Duration.ofSeconds(10 + 2 + 3);

    static final List<String> HEADER = List.of(
            "attack",
            "attackers",
            "ended by",
            "longest life, s",
            "p99 before, ms",
            "p99 during, ms (worst window)",
            "ratio",
            "server CPUs before, during",
            "heap growth, MiB",
            "honest loss",
            "newcomers let in",
            "");

    double ratio() {
        return attacked.median() / quiet.median();
    }

    double heapGrowth() {
        return heapDuring - heapBefore;
    }

    private boolean allEnded() {
        return attack.endings().containsAll(attackers.endings().keySet())
                && attackers.longest().compareTo(MAX_LIFE) <= 0;
    }

    boolean holds() {
        return allEnded() && ratio() <= MAX_RATIO && heapGrowth() < MAX_HEAP_MEBIBYTES && missing == 0;
    }

    List<String> row() {
        return List.of(
                attack.name(),
                "%,d in all, %,d there at once; at most %s".formatted(attackers.all(), attackers.most(), attack.rate()),
                attackers.endings().entrySet().stream()
                        .map(ending -> "%s: %,d".formatted(ending.getKey(), ending.getValue()))
                        .collect(Collectors.joining(", ")),
                "%.1f".formatted(attackers.longest().toMillis() / 1000.0),
                "%.2f".formatted(quiet.median()),
                "%.2f (%.2f)".formatted(attacked.median(), attacked.worst()),
                "%.2f".formatted(ratio()),
                "%.2f, %.2f".formatted(quiet.cpus(), attacked.cpus()),
                "%+.1f".formatted(heapGrowth()),
                "%,d".formatted(missing),
                "%d of %d".formatted(admitted.admitted(), admitted.tried()),
                holds() ? "holds" : "**fails**");
    }
}
