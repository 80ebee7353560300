package dev.stompbridge.load;

import dev.stompbridge.load.server.LoadServer;
import dev.stompbridge.load.server.ServerKind;
import dev.stompbridge.load.server.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
        Path files = Files.createDirectories(options.directory().resolve("load"));
        Setup setup = new Setup(
                Files.createTempDirectory(files, scenario.id() + "-").toAbsolutePath(),
                options.heap(),
                // The publisher, and connections of the last round that are not quite gone.
                scenario.connections(options) + options.atOnce() + 100,
                scenario.identities(options));
        try (LoadServer server = kind.start(setup)) {
            Thread atExit = new Thread(server::close, "close-server");
            Runtime.getRuntime().addShutdownHook(atExit);
            scenario.measure(new Stage(server, options), results.of(kind));
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (RuntimeException e) {
            results.of(kind).failed(scenario.id(), e);
        }
    }
}
