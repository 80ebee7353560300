package dev.stompbridge.load;

import dev.stompbridge.load.client.PriceBody;
import dev.stompbridge.load.client.Totals;
import dev.stompbridge.load.server.ServerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The report in Markdown, with its chart beside it. */
final class Report {
    private final Options options;
    private final Results results;

    Report(Options options, Results results) {
        this.options = options;
        this.results = results;
    }

    void write() throws IOException {
        Path page = options.directory().resolve("load.md");
        Files.writeString(options.directory().resolve("load.svg"), new Chart(results, options.servers()).svg());
        Files.writeString(page, markdown());
        System.out.println("The report is " + page.toAbsolutePath());
    }

    private String markdown() {
        return Stream.of(conditions(), figures(), ratios(), arrivals(), failures())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private String conditions() {
        return """
                # Load

                %d CPUs, JDK %s, %s %s; each server in a process of its own with a heap of %s, one at a time, on the same
                machine as the browsers and the publisher. Medians of %d rounds of %d s after %d s of warm-up, in brackets
                the range. Bodies have %d bytes. Latency counts from when a message was due, also when it was sent late. Flat
                out the publisher is at most %,d messages ahead of the slowest subscriber. Subscription ids are %s.

                ![The same as a chart](load.svg)
                """.formatted(
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version"),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        options.heap(),
                        options.rounds(),
                        options.round().toSeconds(),
                        options.warmUp().toSeconds(),
                        PriceBody.LENGTH,
                        options.window(),
                        options.browsers().randomIds() ? "random" : "those of stompjs");
    }

    private String figures() {
        return "## Figures\n\n" + header("figure", "goal")
                + results.figures().stream()
                        .map(figure -> row(
                                Stream.of(figure.name(), figure.goal()),
                                server -> results.samples(figure, server)
                                        .map(Samples::toString)
                                        .orElse("–")))
                        .collect(Collectors.joining());
    }

    private String ratios() {
        List<ServerKind> peers = options.servers().stream().skip(1).toList();
        if (peers.isEmpty()) {
            return "";
        }
        ServerKind first = options.servers().get(0);
        return "## " + first.title() + " to the others\n\n" + header("figure", "better")
                + results.figures().stream()
                        .filter(Figure::isCompared)
                        .filter(figure -> peers.stream()
                                .anyMatch(peer -> results.samples(figure, peer).isPresent()))
                        .map(figure -> row(
                                Stream.of(figure.name(), figure.better() == Figure.Better.MORE ? "more" : "less"),
                                server -> ratio(figure, first, server)))
                        .collect(Collectors.joining());
    }

    private String ratio(Figure figure, ServerKind one, ServerKind other) {
        return results.samples(figure, one)
                .flatMap(own -> results.samples(figure, other)
                        .map(theirs -> Samples.number(own.median() / theirs.median()) + "x"))
                .orElse("–");
    }

    private String arrivals() {
        String rows = options.servers().stream()
                .flatMap(server ->
                        results.observations(server).stream().map(observation -> arrival(server, observation)))
                .collect(Collectors.joining());
        return """
                ## Did everything arrive?

                By the sequence numbers that each browser received.

                | server | load | deliveries | missing | out of order | twice | connections that ended |
                |---|---|---|---|---|---|---|
                """ + rows;
    }

    private static String arrival(ServerKind server, Observation observation) {
        Totals totals = observation.totals();
        String ended = observation.endings().entrySet().stream()
                .map(ending -> ending.getValue() + " (" + ending.getKey() + ")")
                .collect(Collectors.joining(", "));
        return "| %s | %s | %,d | %,d | %,d | %,d | %s |%n"
                .formatted(
                        server.title(),
                        observation.load(),
                        totals.deliveries(),
                        totals.missing(),
                        totals.late(),
                        totals.duplicates(),
                        ended.isEmpty() ? "0" : ended);
    }

    private String failures() {
        return results.failures().isEmpty()
                ? ""
                : "## What could not be measured\n\n"
                        + results.failures().stream().map("- %s\n"::formatted).collect(Collectors.joining());
    }

    private String header(String... first) {
        String line = row(Stream.of(first), ServerKind::title);
        return line + line.replaceAll("[^|\n]+", "---");
    }

    private String row(Stream<String> first, Function<ServerKind, String> cell) {
        return Stream.concat(first, options.servers().stream().map(cell))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
