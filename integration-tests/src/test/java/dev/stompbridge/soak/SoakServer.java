package dev.stompbridge.soak;

import dev.stompbridge.it.BridgeProcess;
import dev.stompbridge.it.ChildProcess;
import dev.stompbridge.it.Ports;
import dev.stompbridge.load.server.Account;
import dev.stompbridge.load.server.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The distribution in a process of its own as production runs it: store, users with hashed passwords, authorization. */
final class SoakServer implements AutoCloseable {
    static final Account TRADER = new Account("trader", Account.PASSCODE);

    /** Of {@link Account#PASSCODE}. */
    private static final String HASH =
            "pbkdf2-sha256$10000$jzGixNXmBxgpOktcbX6PkA$U3Sdd6dLErnrykXLQ2zfoaAmSFn4k07OLkEYUWa8c2k";

    /** What waits for a stuck browser is bounded lower than by default, so that even a short soak sees many of them end. */
    private static final String YAML = """
            web:
              max-connections: %1$d
            outbox:
              max-bytes: 1MiB
              policies:
                - destination: topic://conflated.quotes.>
                  policy: conflate
                  key: json:s
                - destination: topic://conflated.>
                  policy: conflate
                - destination: topic://dropping.>
                  policy: drop-oldest
                  max-bytes: 64KiB
            broker:
              users:
                - name: feed
                  password-hash: %2$s
                  groups: [publishers]
                - name: trader
                  password-hash: %2$s
                  groups: [visitors, traders]
              anonymous-groups: [visitors]
              authorization:
                - destination: topic://prices.>
                  read: [visitors]
                  write: [publishers]
                - destination: topic://conflated.>
                  read: [visitors]
                  write: [publishers]
                - destination: topic://dropping.>
                  read: [visitors]
                  write: [publishers]
            log:
              level: warn
            """;

    private final ChildProcess process;
    private final Ports ports;
    private final HttpClient http = HttpClient.newHttpClient();

    private SoakServer(ChildProcess process, Ports ports) {
        this.process = process;
        this.ports = ports;
    }

    /** Starts it for so many browsers with its files in this directory; returns when it serves. */
    static SoakServer start(Path directory, int browsers, String heap) throws IOException {
        Ports ports = Ports.free();
        Path yaml = Files.writeString(directory.resolve("bridge.yaml"), YAML.formatted(2 * browsers + 100, HASH));
        List<String> line = new ArrayList<>(List.of("env", "STOMPBRIDGE_JAVA_OPTS=-Xms" + heap + " -Xmx" + heap));
        line.addAll(BridgeProcess.command("run", "-c", yaml.toString()));
        line.addAll(List.of("--set", "broker.data-directory=" + directory.resolve("data")));
        ports.settings().forEach(setting -> line.addAll(List.of("--set", setting)));
        ChildProcess process = ChildProcess.start(directory, line);
        try {
            process.awaitLine("StompBridge is ready");
            return new SoakServer(process, ports);
        } catch (RuntimeException | Error e) {
            process.close();
            throw e;
        }
    }

    Endpoint browsers() {
        return Endpoint.webSocket(ports.web(), "/stomp");
    }

    Endpoint publisher() {
        return Endpoint.stomp(ports.stomp(), Account.FEED);
    }

    long pid() {
        return process.pid();
    }

    /** Everything that it has printed besides that it is ready. */
    List<String> complaints() {
        List<String> lines = new ArrayList<>(process.err());
        process.out().stream()
                .filter(line -> line.contains("WARN") || line.contains("ERROR"))
                .forEach(lines::add);
        return lines;
    }

    MetricsPage metrics() {
        URI page = URI.create("http://127.0.0.1:" + ports.management() + "/metrics");
        try {
            return MetricsPage.parse(
                    http.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                            .body());
        } catch (IOException e) {
            throw new IllegalStateException("no metrics", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
