package dev.stompbridge.cli;

import dev.stompbridge.StartException;
import dev.stompbridge.config.BridgeConfig;
import dev.stompbridge.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Starts the bridge and stays until a signal ends the process. */
@Command(
        name = "run",
        description = "Start the bridge and run until SIGINT or SIGTERM.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RunCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Starter starter;

    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    RunCommand(Terminal terminal, Starter starter) {
        this.terminal = terminal;
        this.starter = starter;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (StopSignal signal = StopSignal.arm(terminal.err(), StopSignal.Patience.DEFAULT)) {
            BridgeConfig config = options.load(terminal);
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

    private @Nullable Path pages(BridgeConfig config) {
        String pages = config.web().pages();
        return pages.isEmpty() ? null : terminal.home().resolve(pages);
    }
}
