package dev.stompbridge.it;

import dev.stompbridge.Bridge;
import dev.stompbridge.StartException;
import dev.stompbridge.config.ConfigException;
import dev.stompbridge.config.ConfigLoader;
import dev.stompbridge.demo.site.Site;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A bridge in this process with the pages of the demo and their backend, and prices only from the test. */
final class DemoBridge implements AutoCloseable {
    private final Bridge bridge;
    private final Site site;

    private DemoBridge(Bridge bridge, Site site) {
        this.bridge = bridge;
        this.site = site;
        site.start(bridge.openWirePort(), URI.create("http://127.0.0.1:" + bridge.managementPort() + "/metrics"));
    }

    static DemoBridge start(Path directory, Ports ports)
            throws IOException, URISyntaxException, ConfigException, StartException {
        return start(DemoConfiguration.yaml(), directory, ports);
    }

    /** One where each browser gets every price, and no price from before it came. */
    static DemoBridge startWithoutPolicies(Path directory, Ports ports)
            throws IOException, URISyntaxException, ConfigException, StartException {
        return start(DemoConfiguration.yamlWithoutPolicies(), directory, ports);
    }

    private static DemoBridge start(String configuration, Path directory, Ports ports)
            throws IOException, URISyntaxException, ConfigException, StartException {
        byte[] yaml = configuration.getBytes(StandardCharsets.UTF_8);
        List<String> settings = new ArrayList<>(ports.settings());
        settings.add("broker.data-directory=" + directory.resolve("data"));
        var config = ConfigLoader.load("demo.yaml", new ByteArrayInputStream(yaml), Map.of(), settings);
        Site site = new Site();
        URL index = Objects.requireNonNull(DemoBridge.class.getResource("/pages/index.html"), "the demo's pages");
        if (index.openConnection() instanceof JarURLConnection entry) {
            try (FileSystem jar =
                    FileSystems.newFileSystem(Path.of(entry.getJarFileURL().toURI()), Map.of())) {
                return new DemoBridge(Bridge.start(config, jar.getPath("pages"), site.additions(true)), site);
            }
        }
        return new DemoBridge(Bridge.start(config, Path.of(index.toURI()).getParent(), site.additions(true)), site);
    }

    URI page() {
        return bridge.webUri();
    }

    URI stomp() {
        return URI.create("ws://127.0.0.1:" + bridge.webUri().getPort() + "/stomp");
    }

    int openWirePort() {
        return bridge.openWirePort();
    }

    int stompPort() {
        return bridge.stompPort();
    }

    @Override
    public void close() {
        site.close();
        bridge.close();
    }
}
