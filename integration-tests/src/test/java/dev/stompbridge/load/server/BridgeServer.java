package dev.stompbridge.load.server;

import dev.stompbridge.it.BridgeProcess;
import dev.stompbridge.it.ChildProcess;
import dev.stompbridge.it.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The distribution as production runs it: store, users with hashed passwords, authorization; browsers may be anonymous. */
final class BridgeServer {
    /** Of {@link Account#PASSCODE}, with the fewest iterations that are allowed: logins are not what is measured. */
    private static final String HASH =
            "pbkdf2-sha256$10000$jzGixNXmBxgpOktcbX6PkA$U3Sdd6dLErnrykXLQ2zfoaAmSFn4k07OLkEYUWa8c2k";

    private static final String YAML = """
            web:
              max-connections: %d
            broker:
              users:
                - name: feed
                  password-hash: %s
                  groups: [publishers]
            %s
              anonymous-groups: [visitors]
              authorization:
                - destination: topic://stock.>
                  read: [visitors]
                  write: [publishers]
            log:
              level: warn
            """;

    /** A group more than its neighbours, so that no two of them share anything. */
    private static final String USER = """
                - name: %1$s
                  password-hash: %2$s
                  groups: [visitors, %1$s]
            """;

    private BridgeServer() {}

    static LoadServer start(Setup setup) {
        Ports ports = Ports.free();
        ChildProcess process = ChildProcess.start(setup.directory(), command(setup, ports));
        try {
            process.awaitLine("StompBridge is ready");
            return new ServerProcess(
                    process, Endpoint.webSocket(ports.web(), "/stomp"), Endpoint.stomp(ports.stomp(), Account.FEED));
        } catch (RuntimeException | Error e) {
            process.close();
            throw e;
        }
    }

    private static List<String> command(Setup setup, Ports ports) {
        List<String> line =
                new ArrayList<>(List.of("env", "STOMPBRIDGE_JAVA_OPTS=" + String.join(" ", setup.heapOptions())));
        line.addAll(BridgeProcess.command("run", "-c", configuration(setup).toString()));
        line.addAll(
                List.of("--set", "broker.data-directory=" + setup.directory().resolve("data")));
        ports.settings().forEach(setting -> line.addAll(List.of("--set", setting)));
        return line;
    }

    private static Path configuration(Setup setup) {
        String users = IntStream.range(0, setup.identities())
                .mapToObj(number -> USER.formatted(Account.browser(number).login(), HASH))
                .collect(Collectors.joining());
        try {
            return Files.writeString(
                    setup.directory().resolve("bridge.yaml"), YAML.formatted(setup.connections(), HASH, users));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
