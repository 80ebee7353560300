package dev.stompbridge.cli;

import dev.stompbridge.config.BridgeConfig;
import dev.stompbridge.config.ConfigException;
import dev.stompbridge.config.ConfigLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which configuration a command is about. */
final class ConfigurationOptions {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration; without it conf/stompbridge.yaml of the distribution.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Set one key, like web.port=9000; wins over the file and the environment. May be repeated.")
    private List<String> sets = List.of();

    /** As written: relative paths do not begin at the home yet. */
    BridgeConfig load(Terminal terminal) throws ConfigException {
        return ConfigLoader.load(file(terminal), terminal.environment(), sets);
    }

    /** The file asked for, or that of the distribution if there is one. */
    @Nullable
    Path file(Terminal terminal) {
        if (file != null) {
            return file;
        }
        Path shipped = terminal.home().resolve("conf").resolve("stompbridge.yaml");
        return Files.exists(shipped) ? shipped : null;
    }
}
