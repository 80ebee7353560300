package dev.stompbridge.attack;

import java.nio.file.Path;

/**
 * From system properties whose names begin with {@code attack.}; an empty one counts as not set.
 *
 * @param only attacks whose names contain this; empty for all
 * @param browsers honest ones
 * @param quietSeconds before the first attack
 * @param windows in which latency is measured during an attack, each of {@link #WINDOW_SECONDS}
 * @param heap of the server
 * @param directory for the report and the files of the server
 */
record AttackOptions(String only, int browsers, int quietSeconds, int windows, String heap, Path directory) {
    /** Long enough for a p99 of ten thousand messages, and short enough for a median of several. */
    static final int WINDOW_SECONDS = 2;

    static AttackOptions ofSystemProperties() {
        return new AttackOptions(
                text("only", ""),
                Integer.parseInt(text("browsers", "100")),
                Integer.parseInt(text("quiet", "30")),
                Integer.parseInt(text("windows", "5")),
                text("heap", "256m"),
                Path.of(text("directory", "target")));
    }

    private static String text(String name, String otherwise) {
        String value = System.getProperty("attack." + name, "");
        return value.isBlank() ? otherwise : value.strip();
    }
}
