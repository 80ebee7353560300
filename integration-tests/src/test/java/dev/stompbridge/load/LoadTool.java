package dev.stompbridge.load;

import dev.stompbridge.load.server.LoadServer;
import dev.stompbridge.load.server.ServerKind;
import dev.stompbridge.load.server.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Runs every scenario against every server, one at a time, and writes {@code load.md} and {@code load.svg}. */
final class LoadTool {
    private final Options options;
    private final Results results = new Results();

    private LoadTool(Options options) {
        this.options = options;
    }

    public static void main(String[] arguments) throws IOException {
        new LoadTool(Options.ofSystemProperties()).run();
    }

    private void run() throws IOException {
        for (Scenario scenario : Scenarios.of(options.scenarios())) {
            for (ServerKind kind : options.servers()) {
                if (scenario.suits(kind)) {
                    measure(scenario, kind);
                }
            }
        }
        new Report(options, results).write();
    }

    private void measure(Scenario scenario, ServerKind kind) throws IOException {
        Path files = Files.createDirectories(options.files());
        Setup setup = new Setup(
                Files.createTempDirectory(files, scenario.id() + "-").toAbsolutePath(),
                options.heap(),
                // The publisher, and connections of the last round that are not quite gone.
                scenario.connections(options) + options.atOnce() + 100,
                scenario.identities(options));
        System.out.printf("%-16s %s%n", kind.title(), scenario.id());
        try (LoadServer server = kind.start(setup)) {
            measure(scenario, new Stage(server, options), results.of(kind));
        } catch (RuntimeException e) {
            results.of(kind).failed(scenario.id(), e);
            return;
        }
        delete(setup.directory());
    }

    private static void measure(Scenario scenario, Stage stage, Results.Of results) {
        Thread atExit = new Thread(() -> stage.server().close(), "close-server");
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            if (stage.options().profile()) {
                profile(scenario, stage, results);
            } else {
                scenario.measure(stage, results);
            }
        } finally {
            Runtime.getRuntime().removeShutdownHook(atExit);
        }
    }

    private static void profile(Scenario scenario, Stage stage, Results.Of results) {
        Jcmd jcmd = new Jcmd(stage.server().pid());
        jcmd.startRecording();
        scenario.measure(stage, results);
        String name = scenario.id() + "-" + results.server().id() + ".jfr";
        jcmd.writeRecording(stage.options().files().resolve(name).toAbsolutePath());
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
