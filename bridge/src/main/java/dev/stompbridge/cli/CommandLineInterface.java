package dev.stompbridge.cli;

import dev.stompbridge.Bridge;
import dev.stompbridge.Preflight;
import dev.stompbridge.brokerconfig.PasswordHash;
import java.security.SecureRandom;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command {@code stompbridge}. Exit codes: 0 done, 1 could not be done, 2 wrong usage or configuration. */
public final class CommandLineInterface {
    private CommandLineInterface() {}

    @Command(
            name = "stompbridge",
            description = "A messaging server for the web: STOMP over WebSocket, bridged to Apache ActiveMQ.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            synopsisSubcommandLabel = "COMMAND")
    private static final class Root {}

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = CommandLineInterface.class.getPackage().getImplementationVersion();
            return new String[] {"StompBridge " + (version == null ? "development" : version)};
        }
    }

    /** Runs one command and returns its exit code; {@code run} returns only when the start fails. */
    public static int execute(String... args) {
        Starter bridge = (config, pages) -> {
            Bridge started = Bridge.start(config, pages);
            return new Starter.Running(started.webUri(), started::close);
        };
        SecureRandom random = new SecureRandom();
        return of(Terminal.system(), bridge, password -> PasswordHash.create(password, random))
                .execute(args);
    }

    static CommandLine of(Terminal terminal, Starter bridge, HashPasswordCommand.Hash hash) {
        return new CommandLine(new Root())
                .addSubcommand(new RunCommand(terminal, bridge))
                .addSubcommand(new CheckCommand(terminal, Preflight::check))
                .addSubcommand(new ExplainCommand(terminal, Preflight::explain))
                .addSubcommand(new HashPasswordCommand(terminal, hash))
                .addSubcommand(new CommandLine.HelpCommand())
                .setExpandAtFiles(false)
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setExecutionExceptionHandler((unexpected, command, parsed) -> {
                    LoggerFactory.getLogger(CommandLineInterface.class).error("Unexpected failure", unexpected);
                    terminal.err().println("stompbridge: Unexpected failure, more in the log: " + unexpected);
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }
}
