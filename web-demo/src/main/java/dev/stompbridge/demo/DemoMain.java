package dev.stompbridge.demo;

import dev.stompbridge.StartException;
import dev.stompbridge.brokerconfig.Deserialisation;
import dev.stompbridge.config.BridgeConfig;
import dev.stompbridge.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mvn -Prun}: the demo until Ctrl-C. Exits with 1 when it cannot start, 2 when it is set up wrongly. */
@Command(
        name = "demo",
        description = "StompBridge with an embedded broker, pages to try and a price feed.",
        mixinStandardHelpOptions = true)
public final class DemoMain implements Callable<Integer> {

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Overrides a key of demo.yaml; may be repeated.")
    private List<String> sets = List.of();

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Where the broker keeps its data.",
            defaultValue = "${sys:stompbridge.demo.home:-target}")
    private Path home = Path.of("target");

    /** Does not return once the demo runs: Maven would close the class loader under the shutdown hook. */
    public static void main(String... args) {
        Deserialisation.restrict();
        int exit = new CommandLine(new DemoMain()).execute(args);
        if (exit != 0) {
            System.exit(exit);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            BridgeConfig config = Demo.configuration(System.getenv(), sets);
            // Before the first logger: logback.xml looks for them there.
            System.setProperty("log.level", config.log().level());
            System.setProperty("log.format", config.log().format().name().toLowerCase(Locale.ROOT));
            run(Demo.start(config.under(home)));
            return CommandLine.ExitCode.OK;
        } catch (ConfigException e) {
            System.err.println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        } catch (StartException e) {
            System.err.println(e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private static void run(Demo demo) throws InterruptedException {
        // Prints nothing: under Maven printing from a hook can throw.
        Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "demo-shutdown"));
        System.out.println("StompBridge and its pages are at " + demo.address() + " (Ctrl-C ends it)");
        new CountDownLatch(1).await();
    }
}
