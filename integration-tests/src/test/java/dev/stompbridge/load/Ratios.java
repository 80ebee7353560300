package dev.stompbridge.load;

import dev.stompbridge.load.server.ServerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The first server's figures, divided by those of each other one. */
final class Ratios {
    private static final String NONE = "–";

    private final Results results;
    private final ServerKind own;
    private final List<ServerKind> others;

    Ratios(Results results, List<ServerKind> servers) {
        this.results = results;
        own = servers.get(0);
        others = servers.subList(1, servers.size());
    }

    /** Empty if there is nothing to compare. */
    String markdown() {
        if (others.isEmpty()) {
            return "";
        }
        List<String> header = new ArrayList<>(List.of("figure", "better", "goal"));
        others.forEach(other -> header.add("to " + other.title()));
        header.add("to the best peer");
        MarkdownTable table = new MarkdownTable(header);
        results.figures().stream()
                .filter(figure -> figure.isCompared()
                        && others.stream().anyMatch(other -> of(figure, other).isPresent()))
                .forEach(figure -> table.row(row(figure)));
        return "## " + own.title() + " to the others\n\nPeers are all but ActiveMQ's own ws://.\n\n" + table;
    }

    private List<String> row(Figure figure) {
        List<String> row = new ArrayList<>(
                List.of(figure.name(), figure.better() == Figure.Better.MORE ? "more" : "less", figure.goal()));
        others.forEach(other -> row.add(of(figure, other).map(Ratios::text).orElse(NONE)));
        row.add(ofBestPeer(figure).map(Ratios::text).orElse(NONE));
        return row;
    }

    private Optional<Double> of(Figure figure, ServerKind other) {
        return results.samples(figure, own)
                .flatMap(ours -> results.samples(figure, other).map(theirs -> ours.median() / theirs.median()));
    }

    private Optional<Double> ofBestPeer(Figure figure) {
        return others.stream()
                .filter(ServerKind::isPeer)
                .flatMap(other -> of(figure, other).stream())
                .reduce(figure.better() == Figure.Better.MORE ? Math::min : Math::max);
    }

    private static String text(double ratio) {
        return Samples.number(ratio) + "x";
    }
}
