package dev.stompbridge.it;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@link ActiveMqPeer} in a process of its own, beside a bridge. */
final class PeerProcess implements AutoCloseable {
    private final ChildProcess process;
    private final int port;

    private PeerProcess(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts a peer whose files are in this directory, with these options of the JVM, and waits until it listens. */
    static PeerProcess start(Path directory, String... options) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of(options));
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        line.addAll(List.of("-cp", classPath, ActiveMqPeer.class.getName()));
        line.add(directory.resolve("data").toString());
        ChildProcess process = ChildProcess.start(directory, line);
        try {
            process.awaitLine(ActiveMqPeer.READY);
            return new PeerProcess(process, port(process.out()));
        } catch (RuntimeException | Error e) {
            process.close();
            throw e;
        }
    }

    private static int port(List<String> out) {
        return out.stream()
                .filter(line -> line.startsWith(ActiveMqPeer.READY))
                .mapToInt(line -> Integer.parseInt(line.substring(ActiveMqPeer.READY.length())))
                .findFirst()
                .orElseThrow();
    }

    ChildProcess process() {
        return process;
    }

    URI stomp() {
        return URI.create("ws://127.0.0.1:" + port + "/");
    }

    @Override
    public void close() {
        process.close();
    }
}
