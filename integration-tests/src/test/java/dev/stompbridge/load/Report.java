package dev.stompbridge.load;

import dev.stompbridge.load.client.PriceBody;
import dev.stompbridge.load.client.Totals;
import dev.stompbridge.load.server.ServerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        String ratios = new Ratios(results, options.servers()).markdown();
        return Stream.of(conditions(), figures(), ratios, arrivals(), failures())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private String conditions() {
        return """
                # Load

                %d CPUs, JDK %s, %s %s; each server in a process of its own with a heap of %s, one at a time, on the same
                machine as the browsers and the publisher. Medians of %d rounds of %d s after %d s of warm-up, in brackets
                the range. Bodies have %d bytes. Latency counts from when a message was due, also when it was sent late. Flat
                out the publisher is at most %s messages ahead of the slowest subscriber, whichever gave that server most
                deliveries in the warm-up. Subscription ids are %s.%s

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
                        options.windows().stream().map(String::valueOf).collect(Collectors.joining(", ")),
                        options.browsers().randomIds() ? "random" : "those of stompjs",
                        options.profile() ? " Flight recordings were made, which costs some speed." : "");
    }

    private String figures() {
        List<String> header = new ArrayList<>(List.of("figure", "goal"));
        options.servers().forEach(server -> header.add(server.title()));
        MarkdownTable table = new MarkdownTable(header);
        for (Figure figure : results.figures()) {
            List<String> row = new ArrayList<>(List.of(figure.name(), figure.goal()));
            options.servers()
                    .forEach(server -> row.add(results.samples(figure, server)
                            .map(Samples::toString)
                            .orElse("–")));
            table.row(row);
        }
        return "## Figures\n\n" + table;
    }

    private String arrivals() {
        MarkdownTable table = new MarkdownTable(
                List.of("server", "load", "deliveries", "missing", "out of order", "twice", "connections that ended"));
        for (ServerKind server : options.servers()) {
            results.observations(server).forEach(observation -> table.row(arrival(server, observation)));
        }
        return "## Did everything arrive?\n\nBy the sequence numbers that each browser received.\n\n" + table;
    }

    private static List<String> arrival(ServerKind server, Observation observation) {
        Totals totals = observation.totals();
        String ended = observation.endings().entrySet().stream()
                .map(ending -> ending.getValue() + " (" + ending.getKey() + ")")
                .collect(Collectors.joining(", "));
        return List.of(
                server.title(),
                observation.load(),
                count(totals.deliveries()),
                count(totals.missing()),
                count(totals.late()),
                count(totals.duplicates()),
                ended.isEmpty() ? "0" : ended);
    }

    private static String count(long number) {
        return "%,d".formatted(number);
    }

    private String failures() {
        return results.failures().isEmpty()
                ? ""
                : "## What could not be measured\n\n"
                        + results.failures().stream().map("- %s\n"::formatted).collect(Collectors.joining());
    }
}
