package dev.stompbridge.cli;

import dev.stompbridge.StartException;
import dev.stompbridge.config.BridgeConfig;
import dev.stompbridge.config.Checklist;
import dev.stompbridge.config.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Says whether the configuration is right, and what is left to do before strangers may come. */
@Command(
        name = "check",
        description =
                "Check the configuration and the files that it names, without starting anything, and go through the "
                        + "checklist of docs/threat-model.md. Exit code 0: all is done; 1: something is left to do; 2: wrong.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Preflight preflight;

    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    /** Makes every part that can be made without starting it. */
    @FunctionalInterface
    interface Preflight {
        /** The exception says in one sentence why a start would fail. */
        void check(BridgeConfig config) throws StartException;
    }

    CheckCommand(Terminal terminal, Preflight preflight) {
        this.terminal = terminal;
        this.preflight = preflight;
    }

    @Override
    public Integer call() {
        try {
            BridgeConfig config = options.load(terminal).under(terminal.home());
            preflight.check(config);
            List<Checklist.Item> items = new ArrayList<>(Checklist.of(config, options.file(terminal)));
            items.addAll(ProcessChecklist.of(config));
            items.forEach(item ->
                    terminal.out().println((item.done() ? "done  " : "TO DO ") + item.id() + ": " + item.sentence()));
            boolean done = items.stream().allMatch(Checklist.Item::done);
            terminal.out().println(done ? "The configuration is right." : "The configuration is right; see TO DO.");
            return done ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (ConfigException e) {
            e.errors().forEach(terminal.err()::println);
            return ExitCode.USAGE;
        } catch (StartException e) {
            terminal.err().println("stompbridge: " + e.getMessage());
            return ExitCode.USAGE;
        }
    }
}
