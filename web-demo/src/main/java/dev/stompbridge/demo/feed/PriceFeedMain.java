package dev.stompbridge.demo.feed;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The feed from the command line, against any bridge or broker. Exits with 0 at the end of its source, 2 for wrong use. */
@Command(
        name = "price-feed",
        description = "Publishes prices to a queue over JMS until the source ends or the process is stopped.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class PriceFeedMain implements Callable<Integer> {

    /** The replay that ships with the demo. */
    private static final String SHIPPED = "/feed/prices.csv";

    private enum Source {
        WALK,
        CSV
    }

    private static final class Password {
        @Option(names = "--password", description = "Password. Others on this machine can see it: better use the next.")
        @Nullable
        String text;

        @Option(names = "--password-env", paramLabel = "NAME", description = "Environment variable with the password.")
        @Nullable
        String variable;
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--url", description = "Broker, as ActiveMQ's client names it.")
    private String url = "tcp://127.0.0.1:61616";

    @Option(names = "--user", description = "User; without it the connection is anonymous.")
    private @Nullable String user;

    @ArgGroup
    private @Nullable Password password;

    @Option(names = "--queue", description = "Queue to publish to.")
    private String queue = FeedTarget.QUEUE;

    @Option(
            names = "--no-persistent",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether queued prices survive a restart of the broker.")
    private boolean persistent;

    @Option(names = "--source", description = "walk (random) or csv (replay).")
    private Source source = Source.WALK;

    @Option(names = "--rate", description = "Prices per second of the walk.")
    private double rate = 50;

    @Option(names = "--seed", description = "The same seed walks the same way.")
    private long seed = 1;

    @Option(names = "--file", description = "File of symbol,time,price for the replay; without it the one that ships.")
    private @Nullable Path file;

    @Option(names = "--speed", description = "Speed of the replay: 60 turns a minute into a second.")
    private double speed = 1;

    @Option(names = "--loop", description = "Replays again and again.")
    private boolean loop;

    public static void main(String... args) {
        System.exit(run(args));
    }

    /** The exit code; whatever is wrong is one sentence on the error stream. */
    static int run(String... args) {
        return new CommandLine(new PriceFeedMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((problem, command, parsed) -> {
                    command.getErr().println("price-feed: " + problem.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(args);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        FeedTarget target = target();
        try (PriceFeed feed = PriceFeed.start(target, source())) {
            Runtime.getRuntime().addShutdownHook(new Thread(feed::close, "price-feed-shutdown"));
            feed.await();
        }
        return CommandLine.ExitCode.OK;
    }

    private FeedTarget target() {
        try {
            return new FeedTarget(url, user, passwordText(), queue, persistent);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--url: " + e.getMessage(), e);
        }
    }

    private @Nullable String passwordText() {
        if (password == null || password.variable == null) {
            return password == null ? null : password.text;
        }
        String text = System.getenv(password.variable);
        if (text == null) {
            throw new ParameterException(
                    spec.commandLine(), "--password-env: the environment has no variable " + password.variable);
        }
        return text;
    }

    private PriceSource source() throws IOException {
        try {
            return source == Source.WALK
                    ? new RandomWalk(Listing.demo(), rate, seed, Clock.systemUTC())
                    : new CsvReplay(this::openFile, new CsvReplay.Options(speed, loop));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private InputStream openFile() throws IOException {
        if (file != null) {
            return Files.newInputStream(file);
        }
        InputStream shipped = PriceFeedMain.class.getResourceAsStream(SHIPPED);
        if (shipped == null) {
            throw new FileNotFoundException(SHIPPED + " is not on the class path");
        }
        return shipped;
    }
}
