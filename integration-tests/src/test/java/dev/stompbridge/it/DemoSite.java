package dev.stompbridge.it;

import com.microsoft.playwright.Browser.NewContextOptions;
import java.net.URI;
import java.nio.file.Path;

/** The demo's bridge, which can end and start again on its ports, and a browser for its visitors. One thread only. */
final class DemoSite implements AutoCloseable {
    private final Path directory;
    private final Ports ports = Ports.free();
    private final Chromium chromium;
    private DemoBridge bridge;

    DemoSite(Path directory) throws Exception {
        this.directory = directory;
        bridge = DemoBridge.start(directory, ports);
        try {
            chromium = new Chromium();
        } catch (RuntimeException | Error e) {
            bridge.close();
            throw e;
        }
    }

    Visitor visitor() {
        return chromium.visitor();
    }

    Visitor visitor(NewContextOptions options) {
        return chromium.visitor(options);
    }

    DemoBridge bridge() {
        return bridge;
    }

    Ports ports() {
        return ports;
    }

    /** The address of one of its pages; the home page is "". */
    URI page(String path) {
        return bridge.page().resolve(path);
    }

    void endBridge() {
        bridge.close();
    }

    void startBridgeAgain() throws Exception {
        bridge = DemoBridge.start(directory, ports);
    }

    @Override
    public void close() {
        chromium.close();
        bridge.close();
    }
}
