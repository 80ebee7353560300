package dev.stompbridge.soak;

import dev.stompbridge.load.MarkdownTable;
import java.util.ArrayList;
import java.util.List;

/** What was checked, what came out, and whether that is as it should be. */
final class Findings {
    private final MarkdownTable table = new MarkdownTable(List.of("check", "measured", ""));
    private final List<String> failed = new ArrayList<>();

    void add(String check, String measured, boolean holds) {
        table.row(List.of(check, measured, holds ? "holds" : "**fails**"));
        if (!holds) {
            failed.add(check + ": " + measured);
        }
    }

    void none(String what, long count) {
        add("no " + what, "%,d".formatted(count), count == 0);
    }

    void equal(String what, long measured, long wanted) {
        add(what + " = %,d".formatted(wanted), "%,d".formatted(measured), measured == wanted);
    }

    /** In words. */
    List<String> failed() {
        return List.copyOf(failed);
    }

    @Override
    public String toString() {
        return table.toString();
    }
}
