package dev.stompbridge.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** {@code bin/stompbridge run} of the distribution, with a data directory and ports of its own. */
public final class BridgeProcess implements AutoCloseable {
    private static final Path HOME = Path.of(Objects.requireNonNull(
                    System.getProperty("stompbridge.home"), "the system property stompbridge.home"))
            .toAbsolutePath()
            .normalize();

    private final ChildProcess process;
    private final Ports ports;

    private BridgeProcess(ChildProcess process, Ports ports) {
        this.process = process;
        this.ports = ports;
    }

    /** The command line of the distribution's command. */
    public static List<String> command(String... arguments) {
        return Stream.concat(Stream.of(HOME.resolve("bin/stompbridge").toString()), Stream.of(arguments))
                .toList();
    }

    /** Starts a bridge whose files are in this directory; does not wait for it. */
    static ChildProcess launch(Path directory, Ports ports, String... arguments) {
        List<String> line = new ArrayList<>(command("run"));
        line.addAll(List.of(arguments));
        Stream.concat(Stream.of("broker.data-directory=" + directory.resolve("data")), ports.settings().stream())
                .forEach(setting -> line.addAll(List.of("--set", setting)));
        return ChildProcess.start(directory, line);
    }

    /** Starts a bridge and waits until it is ready. */
    static BridgeProcess start(Path directory, Ports ports, String... arguments) {
        ChildProcess process = launch(directory, ports, arguments);
        try {
            process.awaitLine("StompBridge is ready");
            return new BridgeProcess(process, ports);
        } catch (RuntimeException | Error e) {
            process.close();
            throw e;
        }
    }

    ChildProcess process() {
        return process;
    }

    Ports ports() {
        return ports;
    }

    URI web(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + ports.web() + path);
    }

    /** A page of the public port. */
    HttpResponse<String> page(String path) {
        return get(web("http", path));
    }

    /** A page of the management port. */
    HttpResponse<String> management(String path) {
        return get(URI.create("http://127.0.0.1:" + ports.management() + path));
    }

    /** A value of the metrics page by its full name; -1 if it is not there. */
    long metric(String name) {
        return management("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(-1L);
    }

    private static HttpResponse<String> get(URI uri) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
