package dev.stompbridge.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stompbridge.Bridge;
import dev.stompbridge.StartException;
import dev.stompbridge.config.BridgeConfig;
import dev.stompbridge.config.ConfigException;
import dev.stompbridge.config.ConfigLoader;
import dev.stompbridge.net.Additions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A whole bridge with its embedded broker on free ports of loopback and a data directory of its own. Its users are those
 * of {@code test-bridge.yaml}: anonymous browsers read and write {@code topic://demo.>}, the user tester everything under
 * {@code test.>}.
 */
public final class TestBridge implements AutoCloseable {
    private final Path data;
    private final Bridge bridge;
    private final HttpClient http = HttpClient.newHttpClient();

    private TestBridge(Path data, Bridge bridge) {
        this.data = data;
        this.bridge = bridge;
    }

    /** Settings as on the command line, {@code web.idle-timeout=1s}, override those of the test configuration. */
    public static TestBridge start(String... settings) {
        return start(null, settings);
    }

    public static TestBridge start(@Nullable Path pages, String... settings) {
        return start(pages, Additions.NONE, settings);
    }

    public static TestBridge start(@Nullable Path pages, Additions additions, String... settings) {
        try {
            Path data = Files.createTempDirectory("test-bridge");
            return new TestBridge(data, Bridge.start(config(data, settings), pages, additions));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (StartException | ConfigException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same where strangers may come: with every bound that must be set then, so high that no test meets it. */
    public static TestBridge startBounded(String... settings) {
        return start(bounded(settings));
    }

    /** The settings with those bounds, unless they have their own. */
    public static String[] bounded(String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "limits.connections-per-address=1000",
                "limits.sessions-per-user=1000",
                "limits.connections-without-login=1000",
                "limits.failed-logins=1000",
                "limits.waiting-logins=1000",
                "limits.session.frames=100000",
                "limits.session.bytes=100MiB",
                "limits.session.sends=100000",
                "limits.user.frames=100000",
                "limits.user.bytes=100MiB",
                "limits.user.sends=100000"));
        all.addAll(List.of(settings));
        return all.toArray(String[]::new);
    }

    /** The same with a configuration of one's own instead of the test configuration. */
    public static TestBridge startWith(String yaml, String... settings) {
        try {
            Path data = Files.createTempDirectory("test-bridge");
            InputStream in = new ByteArrayInputStream(yaml.getBytes(UTF_8));
            return new TestBridge(data, Bridge.start(config(data, in, settings), null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (StartException | ConfigException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BridgeConfig config(Path data, String... settings) throws IOException, ConfigException {
        try (InputStream yaml = TestBridge.class.getResourceAsStream("/test-bridge.yaml")) {
            if (yaml == null) {
                throw new IOException("test-bridge.yaml is not on the classpath");
            }
            return config(data, yaml, settings);
        }
    }

    private static BridgeConfig config(Path data, InputStream yaml, String... settings) throws ConfigException {
        List<String> sets = new ArrayList<>(List.of(
                "broker.data-directory=" + data,
                "web.port=0",
                "management.port=0",
                "broker.openwire.port=0",
                "broker.stomp.port=0"));
        sets.addAll(List.of(settings));
        return ConfigLoader.load("test-bridge.yaml", yaml, Map.of(), sets);
    }

    public int port() {
        return bridge.webUri().getPort();
    }

    public int openWirePort() {
        return bridge.openWirePort();
    }

    public int stompPort() {
        return bridge.stompPort();
    }

    /** An address of the public port, such as {@code ws://127.0.0.1:4711/stomp}. */
    public URI uri(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + port() + path);
    }

    /** A value of the metrics page by its full name, with its tags if it has any; -1 if it is not there. */
    public long metric(String name) {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(-1L);
    }

    /** A page of the management port. */
    public HttpResponse<String> get(String path) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + bridge.managementPort() + path);
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        bridge.close();
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
