package dev.stompbridge.cli;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command has around it. The writers flush each line.
 *
 * @param console null when standard input or output is not a terminal
 */
record Terminal(
        InputStream in,
        PrintWriter out,
        PrintWriter err,
        Map<String, String> environment,
        @Nullable Console console) {
    static Terminal system() {
        return new Terminal(
                System.in,
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                System.getenv(),
                System.console());
    }

    /** Where relative paths begin: what the launcher found, or else the working directory. */
    Path home() {
        return Path.of(environment.getOrDefault("STOMPBRIDGE_HOME", "")).toAbsolutePath();
    }
}
