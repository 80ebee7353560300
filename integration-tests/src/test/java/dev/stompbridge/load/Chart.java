package dev.stompbridge.load;

import dev.stompbridge.load.server.ServerKind;
import java.util.List;
import java.util.Locale;

/** Bars for each figure that has a goal and more than one server; in colours that can be read on white and on black. */
final class Chart {
    private static final int WIDTH = 900;
    private static final int BAR_AT = 180;
    private static final int BAR_WIDTH = 560;
    private static final int LINE = 22;
    private static final int GAP = 18;
    private static final String OURS = "#2f81f7";
    private static final String THEIRS = "#8b949e";
    private static final String TEXT = "#7d8590";

    private final Results results;
    private final List<ServerKind> servers;

    Chart(Results results, List<ServerKind> servers) {
        this.results = results;
        this.servers = servers;
    }

    String svg() {
        StringBuilder bars = new StringBuilder();
        int y = GAP;
        for (Figure figure : results.figures()) {
            List<ServerKind> measured = servers.stream()
                    .filter(server -> results.samples(figure, server).isPresent())
                    .toList();
            if (measured.size() > 1 && figure.isCompared() && figure.hasGoal()) {
                y = panel(bars, y, figure, measured) + GAP;
            }
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">\n"
                        .formatted(WIDTH, y)
                + bars + "</svg>\n";
    }

    private int panel(StringBuilder out, int top, Figure figure, List<ServerKind> measured) {
        String better = figure.better() == Figure.Better.MORE ? "more is better" : "less is better";
        text(out, 0, top, "font-weight=\"bold\"", figure.name() + " (" + better + ")");
        double largest = measured.stream()
                .mapToDouble(server -> value(figure, server))
                .max()
                .orElse(1);
        int y = top + LINE;
        for (ServerKind server : measured) {
            double value = value(figure, server);
            double width = Math.max(1, BAR_WIDTH * value / largest);
            text(out, BAR_AT - 8, y, "text-anchor=\"end\"", server.title());
            out.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"14\" rx=\"2\" fill=\"%s\"/>%n",
                    BAR_AT,
                    y - 12,
                    width,
                    server == ServerKind.BRIDGE ? OURS : THEIRS));
            text(out, (int) (BAR_AT + width + 6), y, "", Samples.number(value));
            y += LINE;
        }
        return y;
    }

    private double value(Figure figure, ServerKind server) {
        return results.samples(figure, server).map(Samples::median).orElse(0.0);
    }

    private static void text(StringBuilder out, int x, int y, String attributes, String text) {
        out.append("<text x=\"%d\" y=\"%d\" fill=\"%s\" %s>%s</text>\n"
                .formatted(x, y, TEXT, attributes, text.replace("&", "&amp;").replace("<", "&lt;")));
    }
}
