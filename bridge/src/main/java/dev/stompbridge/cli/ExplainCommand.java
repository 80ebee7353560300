package dev.stompbridge.cli;

import dev.stompbridge.brokerconfig.AccessExplanation;
import dev.stompbridge.brokerconfig.AccessVerb;
import dev.stompbridge.config.BridgeConfig;
import dev.stompbridge.config.ConfigException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says which rule decides whether somebody may do something. */
@Command(
        name = "explain",
        description =
                "Say which rule of the configuration decides whether a user may do something with a destination. It "
                        + "speaks of rights alone: what browsers may not do at all, such as a durable subscription without a login, is "
                        + "refused all the same. Exit code 0: allowed; 1: denied; 2: wrong usage or configuration.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ExplainCommand implements Callable<Integer> {
    private static final Map<String, AccessVerb> VERBS = Map.of(
            "read", AccessVerb.READ,
            "subscribe", AccessVerb.READ,
            "subscribe-durably", AccessVerb.READ_DURABLE,
            "write", AccessVerb.WRITE,
            "send", AccessVerb.WRITE,
            "create", AccessVerb.CREATE);

    private final Terminal terminal;
    private final Explainer explainer;

    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Parameters(index = "0", paramLabel = "USER", description = "One of broker.users, 'anonymous', or group:NAME.")
    private String user = "";

    @Parameters(
            index = "1",
            paramLabel = "VERB",
            description = "read (or subscribe), subscribe-durably, write (or send), create.")
    private String verb = "";

    @Parameters(
            index = "2",
            paramLabel = "DESTINATION",
            description =
                    "topic://NAME or /topic/NAME, queue://NAME or /queue/NAME; with wildcards, or several with commas.")
    private String destination = "";

    /** Asks the rules that the broker asks. */
    @FunctionalInterface
    interface Explainer {
        /** Throws IllegalArgumentException with one sentence when there is no such user or destination. */
        AccessExplanation explain(BridgeConfig config, String user, AccessVerb verb, String destination);
    }

    ExplainCommand(Terminal terminal, Explainer explainer) {
        this.terminal = terminal;
        this.explainer = explainer;
    }

    @Override
    public Integer call() {
        AccessVerb asked = VERBS.get(verb.toLowerCase(Locale.ROOT));
        if (asked == null) {
            return wrong("The verb is read, subscribe, subscribe-durably, write, send or create.");
        }
        try {
            AccessExplanation explanation =
                    explainer.explain(options.load(terminal), user, asked, qualified(destination));
            for (AccessExplanation.Part part : explanation.parts()) {
                terminal.out()
                        .println((part.allowed() ? "allowed: " : "denied: ") + user + " " + asked + " "
                                + part.destination() + ", " + part.sentence() + ".");
            }
            return explanation.allowed() ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (ConfigException e) {
            e.errors().forEach(terminal.err()::println);
            return ExitCode.USAGE;
        } catch (IllegalArgumentException e) {
            return wrong(String.valueOf(e.getMessage()));
        }
    }

    private int wrong(String sentence) {
        terminal.err().println("stompbridge: " + sentence);
        return ExitCode.USAGE;
    }

    /** As browsers write it, or as the configuration does. */
    private static String qualified(String written) {
        return written.replaceAll("(^|,)/(temp-)?(queue|topic)/", "$1$2$3://");
    }
}
