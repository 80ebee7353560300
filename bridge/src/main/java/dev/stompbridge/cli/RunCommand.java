package dev.stompbridge.cli;

import dev.stompbridge.StartException;
import dev.stompbridge.config.BridgeConfig;
import dev.stompbridge.config.ConfigException;
import dev.stompbridge.config.ConfigLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Starts the bridge and stays until a signal ends the process. */
@Command(
        name = "run",
        description = "Start the bridge and run until SIGINT or SIGTERM.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RunCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Starter starter;

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

    RunCommand(Terminal terminal, Starter starter) {
        this.terminal = terminal;
        this.starter = starter;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (StopSignal signal = StopSignal.arm(terminal.err(), StopSignal.Patience.DEFAULT)) {
            BridgeConfig config = ConfigLoader.load(configuration(), terminal.environment(), sets);
            Logging.configure(config.log());
            Path pages = pages(config);
            if (pages != null && !Files.isDirectory(pages)) {
                return failed(
                        "The directory of the pages, " + pages + ", does not exist; set web.pages, or '' for none.");
            }
            Starter.Running bridge = starter.start(config.under(terminal.home()), pages);
            signal.drainsWith(bridge.close());
            terminal.out().println("StompBridge is ready: " + bridge.page());
            new CountDownLatch(1).await();
            return ExitCode.OK;
        } catch (ConfigException e) {
            e.errors().forEach(terminal.err()::println);
            return ExitCode.USAGE;
        } catch (StartException e) {
            LoggerFactory.getLogger(RunCommand.class).debug("The start failed", e);
            return failed(String.valueOf(e.getMessage()));
        }
    }

    private int failed(String sentence) {
        terminal.err().println("stompbridge: " + sentence);
        return ExitCode.SOFTWARE;
    }

    /** The file asked for, or that of the distribution if there is one. */
    private @Nullable Path configuration() {
        if (file != null) {
            return file;
        }
        Path shipped = terminal.home().resolve("conf").resolve("stompbridge.yaml");
        return Files.exists(shipped) ? shipped : null;
    }

    private @Nullable Path pages(BridgeConfig config) {
        String pages = config.web().pages();
        return pages.isEmpty() ? null : terminal.home().resolve(pages);
    }
}
