package dev.stompbridge.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Starts the distribution, soaks it, and writes {@code soak.md}; exit code 1 if a check fails. */
final class SoakTool {
    private SoakTool() {}

    public static void main(String[] arguments) throws IOException {
        System.exit(run(SoakOptions.ofSystemProperties()) ? 0 : 1);
    }

    private static boolean run(SoakOptions options) throws IOException {
        Files.createDirectories(options.directory());
        Path files = Files.createTempDirectory(options.directory(), "soak-").toAbsolutePath();
        SoakResult result;
        try (SoakServer server = SoakServer.start(files, options.browsers(), options.heap())) {
            Thread atExit = new Thread(server::close, "close-server");
            Runtime.getRuntime().addShutdownHook(atExit);
            result = new Soak(options, server).run();
            Runtime.getRuntime().removeShutdownHook(atExit);
        }
        Path page = options.directory().resolve("soak.md");
        Files.writeString(page, result.markdown());
        List<String> failed = result.findings().failed();
        failed.forEach(check -> System.out.println("FAILS: " + check));
        System.out.println("The report is " + page.toAbsolutePath());
        if (failed.isEmpty()) {
            delete(files);
        }
        return failed.isEmpty();
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
