package dev.stompbridge.attack;

import dev.stompbridge.load.MarkdownTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts the distribution, lets it be attacked, and writes {@code attacks.md}; exit code 1 if a check fails. */
final class AttackTool {
    private AttackTool() {}

    public static void main(String[] arguments) throws IOException {
        System.exit(run(AttackOptions.ofSystemProperties()) ? 0 : 1);
    }

    private static boolean run(AttackOptions options) throws IOException {
        Files.createDirectories(options.directory());
        Path files = Files.createTempDirectory(options.directory(), "attack-").toAbsolutePath();
        Siege.Result result;
        List<String> complaints;
        try (AttackServer server = AttackServer.start(files, options.heap())) {
            Thread atExit = new Thread(server::close, "close-server");
            Runtime.getRuntime().addShutdownHook(atExit);
            result = new Siege(options, server).run();
            complaints = server.complaints();
            Runtime.getRuntime().removeShutdownHook(atExit);
        }
        Path page = options.directory().resolve("attacks.md");
        Files.writeString(page, markdown(options, result, complaints));
        List<String> failed = failed(result);
        failed.forEach(check -> System.out.println("FAILS: " + check));
        System.out.println("The report is " + page.toAbsolutePath());
        if (failed.isEmpty()) {
            delete(files);
        }
        return failed.isEmpty();
    }

    private static List<String> failed(Siege.Result result) {
        List<String> failed = new ArrayList<>();
        result.outcomes().stream()
                .filter(outcome -> !outcome.holds())
                .forEach(outcome -> failed.add(String.join(", ", outcome.row())));
        if (result.outcomes().isEmpty()) {
            failed.add("no attack has such a name");
        }
        if (result.missing() > 0) {
            failed.add("honest browsers missed messages or got them twice: " + result.missing());
        }
        if (!result.disconnected().isEmpty()) {
            failed.add("honest browsers were disconnected: " + result.disconnected());
        }
        return failed;
    }

    private static String markdown(AttackOptions options, Siege.Result result, List<String> complaints) {
        MarkdownTable table = new MarkdownTable(Outcome.HEADER);
        result.outcomes().forEach(outcome -> table.row(outcome.row()));
        String lines = complaints.stream().map("- `%s`\n"::formatted).collect(Collectors.joining());
        return """
                # Attacks

                %d CPUs, JDK %s, %s; the bridge in a process of its own with a heap of %s. %d honest browsers received
                %,d messages, of which %,d were missing, late or there twice; disconnected: %s.

                %s
                The server printed %d lines meanwhile.

                %s""".formatted(
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version"),
                        System.getProperty("os.name"),
                        options.heap(),
                        options.browsers(),
                        result.delivered(),
                        result.missing(),
                        result.disconnected().isEmpty() ? "none" : result.disconnected(),
                        table,
                        complaints.size(),
                        lines);
    }

    /** A store takes many megabytes. What failed keeps its files. */
    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
