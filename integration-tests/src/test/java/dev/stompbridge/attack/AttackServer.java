package dev.stompbridge.attack;

import dev.stompbridge.it.BridgeProcess;
import dev.stompbridge.it.ChildProcess;
import dev.stompbridge.it.Ports;
import dev.stompbridge.load.Jcmd;
import dev.stompbridge.load.server.Account;
import dev.stompbridge.load.server.Endpoint;
import dev.stompbridge.load.server.LoadServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The distribution in a process of its own, with the bounds that its errors propose where strangers may come. */
final class AttackServer implements LoadServer {
    /** Of {@link Account#PASSCODE}. */
    private static final String HASH =
            "pbkdf2-sha256$10000$jzGixNXmBxgpOktcbX6PkA$U3Sdd6dLErnrykXLQ2zfoaAmSFn4k07OLkEYUWa8c2k";

    /** Deadlines are shorter than by default, so that each is met while an attack lasts. */
    private static final String YAML = """
            web:
              head-timeout: 5s
            stomp:
              connect-timeout: 5s
            websocket:
              message-timeout: 10s
              close-timeout: 2s
            limits:
              connections-per-address: 100
              sessions-per-user: 20
              connections-without-login: 1000
              failed-logins: 20
              waiting-logins: 10
              session: {frames: 200, bytes: 1MiB, sends: 100}
              user: {frames: 1000, bytes: 5MiB, sends: 500}
            broker:
              users:
                - name: feed
                  password-hash: %s
                  groups: [publishers]
              anonymous-groups: [visitors]
              authorization:
                - destination: topic://stock.>
                  read: [visitors]
                  write: [publishers]
                - destination: topic://flood.>
                  write: [visitors]
            log:
              level: warn
            """;

    private final ChildProcess process;
    private final Ports ports;

    private AttackServer(ChildProcess process, Ports ports) {
        this.process = process;
        this.ports = ports;
    }

    /** Starts it with its files in this directory; returns when it serves. */
    static AttackServer start(Path directory, String heap) throws IOException {
        Ports ports = Ports.free();
        Path yaml = Files.writeString(directory.resolve("bridge.yaml"), YAML.formatted(HASH));
        List<String> line = new ArrayList<>(List.of("env", "STOMPBRIDGE_JAVA_OPTS=-Xms" + heap + " -Xmx" + heap));
        line.addAll(BridgeProcess.command("run", "-c", yaml.toString()));
        line.addAll(List.of("--set", "broker.data-directory=" + directory.resolve("data")));
        ports.settings().forEach(setting -> line.addAll(List.of("--set", setting)));
        ChildProcess process = ChildProcess.start(directory, line);
        try {
            process.awaitLine("StompBridge is ready");
            return new AttackServer(process, ports);
        } catch (RuntimeException | Error e) {
            process.close();
            throw e;
        }
    }

    @Override
    public Endpoint browsers() {
        return Endpoint.webSocket(ports.web(), "/stomp");
    }

    @Override
    public Endpoint publisher() {
        return Endpoint.stomp(ports.stomp(), Account.FEED);
    }

    @Override
    public long pid() {
        return process.pid();
    }

    /** User and system time so far. */
    Duration cpu() {
        return ProcessHandle.of(pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IllegalStateException("the system does not tell the CPU time of a process"));
    }

    /** What can be reached, after a full collection. */
    double liveHeapMebibytes() {
        return new Jcmd(pid()).liveHeapBytes() / (double) (1 << 20);
    }

    /** Everything that it has printed besides that it is ready. */
    List<String> complaints() {
        List<String> lines = new ArrayList<>(process.err());
        process.out().stream()
                .filter(line -> line.contains("WARN") || line.contains("ERROR"))
                .forEach(lines::add);
        return lines;
    }

    @Override
    public void close() {
        process.close();
    }
}
