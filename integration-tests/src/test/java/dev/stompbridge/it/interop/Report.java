package dev.stompbridge.it.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What two servers made of all scenarios, as Markdown. */
public final class Report {
    /** A scenario with the verdicts on ActiveMQ and on the bridge. */
    public record Row(Scenario scenario, Verdict peer, Verdict bridge) {
        private String line() {
            return "| %s | %s | %s | %s | %s |\n"
                    .formatted(scenario.name(), scenario.clause(), scenario.basis(), peer, bridge);
        }
    }

    private record Part(String title, List<Row> rows) {}

    private final List<Part> parts;

    private Report(List<Part> parts) {
        this.parts = parts;
    }

    /** Plays every scenario against the one server and the other; the bridge has one try. */
    public static Report of(Server peer, Server bridge) {
        List<Part> parts = new ArrayList<>();
        int number = 0;
        for (Scenarios.Subject subject : Scenarios.all()) {
            List<Row> rows = new ArrayList<>();
            for (Scenario scenario : subject.scenarios()) {
                number++;
                String name = "s" + number;
                rows.add(new Row(scenario, usual(scenario, peer, name), scenario.judge(bridge, name)));
            }
            parts.add(new Part(subject.title(), rows));
        }
        return new Report(parts);
    }

    /**
     * The verdict that comes twice: Jetty's WebSocket server now and then loses a message that arrives while it still
     * ends the one before, and then a session closes that would have passed.
     */
    private static Verdict usual(Scenario scenario, Server peer, String name) {
        Verdict first = scenario.judge(peer, name + ".a");
        Verdict second = scenario.judge(peer, name + ".b");
        return first.equals(second) ? first : scenario.judge(peer, name + ".c");
    }

    public List<Row> rows() {
        return parts.stream().flatMap(part -> part.rows().stream()).toList();
    }

    /** The counts, and one table per subject. */
    public String markdown() {
        return counts() + parts.stream().map(Report::table).collect(Collectors.joining());
    }

    private static String table(Part part) {
        return "\n## " + part.title() + "\n\n| scenario | text | weight | ActiveMQ `ws://` | StompBridge |\n"
                + "|---|---|---|---|---|\n"
                + part.rows().stream().map(Row::line).collect(Collectors.joining());
    }

    private String counts() {
        StringBuilder table = new StringBuilder("\n| weight | scenarios |");
        for (Verdict.Outcome outcome : Verdict.Outcome.values()) {
            table.append(" ActiveMQ ").append(outcome).append(" |");
        }
        table.append(" StompBridge conforms |\n|---|---|---|---|---|---|---|\n");
        for (Basis basis : Basis.values()) {
            List<Row> rows = rows().stream()
                    .filter(row -> row.scenario().basis() == basis)
                    .toList();
            table.append("| ").append(basis).append(" | ").append(rows.size()).append(" |");
            for (Verdict.Outcome outcome : Verdict.Outcome.values()) {
                table.append(' ').append(count(rows, Row::peer, outcome)).append(" |");
            }
            table.append(' ')
                    .append(count(rows, Row::bridge, Verdict.Outcome.CONFORMS))
                    .append(" |\n");
        }
        return table.toString();
    }

    private static long count(List<Row> rows, Function<Row, Verdict> server, Verdict.Outcome outcome) {
        return rows.stream()
                .filter(row -> server.apply(row).outcome() == outcome)
                .count();
    }
}
