package dev.stompbridge.soak;

import dev.stompbridge.load.MarkdownTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Judges a soak and writes it down. */
record SoakResult(SoakOptions options, Samples samples, People people, List<String> complaints) {
    /**
     * Of the server's process.
     *
     * @param before when nobody had come
     * @param drained when everything was read and all who stay were there
     * @param behind when everybody had left
     */
    record Samples(Sample before, List<Sample> during, Sample drained, Sample behind) {}

    /**
     * Of the browsers.
     *
     * @param subscriptions that the broker needed for those who were there when all was read
     */
    record People(Map<String, GroupTotals> groups, StuckRound stuck, Faults faults, int subscriptions) {
        long sum(ToLongFunction<GroupTotals> of) {
            return groups.values().stream().mapToLong(of).sum();
        }
    }

    /** The broker's pools start and end threads as it likes. */
    private static final int POOL_THREADS = 3;

    private static final double BEATS_PER_SECOND = 1000.0 / Visit.BEAT_MILLIS;

    Findings findings() {
        Findings findings = new Findings();
        for (Fault fault : Fault.values()) {
            findings.none(fault.text(), people.faults().count(fault));
        }
        skips(findings);
        stuck(findings);
        heap(findings);
        afterwards(findings);
        findings.add("the server complains of nothing", complaints.size() + " lines", complaints.isEmpty());
        return findings;
    }

    private void skips(Findings findings) {
        long told = people.sum(GroupTotals::skipped);
        long untold = people.sum(GroupTotals::untold);
        long counted = metric("messages_skipped_total");
        findings.add(
                "messages_skipped_total = sum of x-skipped, and at most what those who left may not have been told of",
                "%,d = %,d and at most %,d".formatted(counted, told, untold),
                told > 0 && counted >= told && counted <= told + untold);
    }

    private void stuck(Findings findings) {
        StuckRound stuck = people.stuck();
        long ended = stuck.told() + stuck.cut();
        findings.add(
                "stuck browsers disconnected, with 4100 where they read again in time",
                "%,d in %,d rounds, %,d read 4100".formatted(ended, stuck.rounds(), stuck.told()),
                stuck.rounds() > 0 && stuck.told() > 0);
        long counted = samples.behind().metrics().disconnects(Soak.OUTBOX_FULL);
        long one = Plan.stuck(options.browsers()).size();
        findings.add(
                "disconnects with 4100 by the metric: as many, or some more of a round that was not over",
                "%,d".formatted(counted),
                counted >= ended && counted <= ended + one);
        Map<String, Long> others = new TreeMap<>(samples.behind().metrics().disconnects());
        others.keySet().removeAll(List.of(Soak.OUTBOX_FULL, "normal", "vanished"));
        findings.add("no disconnects but these and goodbyes", others.toString(), others.isEmpty());
        long beats =
                people.groups().getOrDefault(Plan.SILENT, new GroupTotals()).beats();
        long silent =
                people.groups().getOrDefault(Plan.SILENT, new GroupTotals()).visits();
        double due = 0.8 * silent * options.duration().toSeconds() * BEATS_PER_SECOND;
        findings.add(
                "heart-beats to those to whom nothing else was sent: at least %,.0f".formatted(due),
                "%,d".formatted(beats),
                beats >= due);
    }

    private void heap(Findings findings) {
        Heap heap = new Heap(samples.during());
        findings.add(
                "heap flat: second half within 10 % or 8 MiB of the first, after a fifth of warm-up",
                "%.1f and %.1f MiB, %+.2f MiB a minute"
                        .formatted(heap.firstHalf(), heap.secondHalf(), heap.mebibytesPerMinute()),
                heap.isFlat());
        findings.add(
                "heap back within 8 MiB when all have left",
                "%.1f, before anybody came %.1f MiB"
                        .formatted(
                                samples.behind().heapMebibytes(),
                                samples.before().heapMebibytes()),
                Heap.isBack(samples.before(), samples.behind()));
        threads(findings);
    }

    private void threads(Findings findings) {
        List<Sample> during = samples.during();
        int half = during.size() / 2;
        findings.add(
                "threads constant: at most %d more in the second half than in the first, of pools"
                        .formatted(POOL_THREADS),
                during.stream()
                        .map(sample -> Integer.toString(sample.threads().size()))
                        .collect(Collectors.joining(" ")),
                most(during.subList(half, during.size())) <= most(during.subList(0, half)) + POOL_THREADS);
    }

    private static int most(List<Sample> part) {
        return part.stream().mapToInt(sample -> sample.threads().size()).max().orElse(0);
    }

    private void afterwards(Findings findings) {
        Sample drained = samples.drained();
        findings.equal("outbox_bytes when all was read", drained.metrics().value("outbox_bytes"), 0);
        findings.equal("shared_topics then", drained.metrics().value("shared_topics"), people.subscriptions());
        findings.equal(
                "broker_subscriptions then", drained.metrics().value("broker_subscriptions"), people.subscriptions());
        for (String gauge : List.of("outbox_bytes", "shared_topics", "broker_subscriptions", "connections")) {
            findings.equal(gauge + " when all have left", metric(gauge), 0);
        }
        // The publisher is still connected.
        long more = samples.behind().descriptors() - samples.before().descriptors();
        findings.add("file descriptors back, but for the publisher's", "%+d".formatted(more), more <= 3);
    }

    private long metric(String name) {
        return samples.behind().metrics().value(name);
    }

    String markdown() {
        Findings findings = findings();
        return """
                # Soak

                %,d browsers for %d s of traffic: %s.

                %d CPUs, JDK %s, %s; the bridge in a process of its own with a heap of %s, store, users and authorization on.
                Of each thousand 15 never read, 20 read 3 KiB a second, 15 come and go.

                ## Checks

                %s
                ## Who received what

                %s
                ## The process

                %s
                %s""".formatted(
                                options.browsers(),
                                options.duration().toSeconds(),
                                rates(),
                                Runtime.getRuntime().availableProcessors(),
                                System.getProperty("java.version"),
                                System.getProperty("os.name"),
                                options.heap(),
                                findings,
                                groups(),
                                process(),
                                pools())
                + examples();
    }

    private static String rates() {
        return Arrays.stream(Series.values())
                .filter(series -> series.perSecond() > 0)
                .map(series -> series.perSecond() + "/s to `" + series.destination(">") + "`")
                .collect(Collectors.joining(", "));
    }

    private MarkdownTable groups() {
        MarkdownTable table = new MarkdownTable(List.of(
                "browsers",
                "connections",
                "messages received",
                "sum of x-skipped",
                "not told as they left",
                "heart-beats"));
        new TreeMap<>(people.groups())
                .forEach((name, group) -> table.row(new ArrayList<>(List.of(
                        name,
                        "%,d".formatted(group.visits()),
                        "%,d".formatted(group.received()),
                        "%,d".formatted(group.skipped()),
                        "%,d".formatted(group.untold()),
                        "%,d".formatted(group.beats())))));
        return table;
    }

    private MarkdownTable process() {
        MarkdownTable table = new MarkdownTable(List.of(
                "at", "heap after GC, MiB", "threads", "descriptors", "outbox_bytes", "shared_topics", "skipped"));
        row(table, "before anybody came", samples.before());
        samples.during().forEach(sample -> row(table, sample.at().toSeconds() + " s", sample));
        row(table, "all was read", samples.drained());
        row(table, "all have left", samples.behind());
        return table;
    }

    /** Names of threads that were not always as many, with the fewest and the most. */
    private String pools() {
        Set<String> names = samples.during().stream()
                .flatMap(sample -> sample.threads().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        return names.stream()
                .map(this::comings)
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", ", "Threads that came or went: ", ".\n"));
    }

    private Optional<String> comings(String thread) {
        IntSummaryStatistics many = samples.during().stream()
                .mapToInt(sample -> Collections.frequency(sample.threads(), thread))
                .summaryStatistics();
        return many.getMin() == many.getMax()
                ? Optional.empty()
                : Optional.of("%s (%d to %d)".formatted(thread, many.getMin(), many.getMax()));
    }

    private static void row(MarkdownTable table, String at, Sample sample) {
        table.row(List.of(
                at,
                "%.1f".formatted(sample.heapMebibytes()),
                Integer.toString(sample.threads().size()),
                "%,d".formatted(sample.descriptors()),
                "%,d".formatted(sample.metrics().value("outbox_bytes")),
                "%,d".formatted(sample.metrics().value("shared_topics")),
                "%,d".formatted(sample.metrics().value("messages_skipped_total"))));
    }

    private String examples() {
        List<String> lines = new ArrayList<>(people.faults().examples());
        lines.addAll(complaints);
        return lines.isEmpty()
                ? ""
                : "\n## What failed\n\n"
                        + lines.stream().map("- %s\n"::formatted).collect(Collectors.joining());
    }
}
