package dev.stompbridge.cli;

import dev.stompbridge.StartExceptions;
import java.net.URI;

/** The main class of the processes in which {@link StopSignalTest} runs the whole command, with a bridge of its own. */
final class RunScenes {
    private RunScenes() {}

    public static void main(String[] args) {
        Starter bridge = (config, pages) -> {
            if (args[0].equals("fails")) {
                throw StartExceptions.of("The port 8080 is in use.");
            }
            URI page = URI.create("http://127.0.0.1:" + config.web().port() + "/");
            return new Starter.Running(page, () -> System.out.println("closed"));
        };
        System.exit(CommandLineInterface.of(Terminal.system(), bridge, String::valueOf)
                .execute("run", "--set", "web.pages=", "--set", "web.port=1234"));
    }
}
