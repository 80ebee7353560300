package dev.stompbridge.demo;

import dev.stompbridge.Bridge;
import dev.stompbridge.StartException;
import dev.stompbridge.config.BridgeConfig;
import dev.stompbridge.config.ConfigException;
import dev.stompbridge.config.ConfigLoader;
import dev.stompbridge.demo.feed.FeedTarget;
import dev.stompbridge.demo.feed.Listing;
import dev.stompbridge.demo.feed.PriceFeed;
import dev.stompbridge.demo.feed.RandomWalk;
import dev.stompbridge.demo.site.Site;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bridge with its embedded broker and the demo's pages, a backend that feeds it prices, and one for the pages. The
 * backends share the process, and nothing else: they connect over TCP with credentials of their own.
 */
public final class Demo implements AutoCloseable {

    private static final String CONFIGURATION = "/demo.yaml";
    private static final String USER = "backend";
    private static final String PASSWORD = "backend-demo";
    private static final double PRICES_PER_SECOND = 50;
    private static final long SEED = 1;

    private final Bridge bridge;
    private final Site site;
    /** Null when the configuration has no listener for it. */
    private final @Nullable PriceFeed feed;

    private Demo(Bridge bridge, Site site, @Nullable PriceFeed feed) {
        this.bridge = bridge;
        this.site = site;
        this.feed = feed;
    }

    /**
     * The settings of the demo.
     *
     * @param environment variables {@code STOMPBRIDGE_SECTION_KEY} override demo.yaml
     * @param sets {@code section.key=value} override both
     */
    public static BridgeConfig configuration(Map<String, String> environment, List<String> sets)
            throws ConfigException, IOException {
        try (InputStream yaml = Demo.class.getResourceAsStream(CONFIGURATION)) {
            if (yaml == null) {
                throw new FileNotFoundException(CONFIGURATION + " is not on the class path");
            }
            return ConfigLoader.load("demo.yaml", yaml, environment, sets);
        }
    }

    /** Starts the bridge with these settings, then the backends. */
    public static Demo start(BridgeConfig config) throws StartException, IOException {
        List<Listing> listings = Listing.demo();
        Site site = new Site();
        Bridge bridge;
        // The bridge reads the pages while it starts.
        try (Pages pages = Pages.open()) {
            boolean withPrices = config.broker().openwire().enabled();
            bridge = Bridge.start(config, pages.root(), site.additions(withPrices));
        }
        if (bridge.openWirePort() >= 0) {
            site.start(bridge.openWirePort(), metrics(config.management().address(), bridge.managementPort()));
        }
        return new Demo(bridge, site, feed(bridge.openWirePort(), listings));
    }

    /** The address of the home page. */
    public URI address() {
        return bridge.webUri();
    }

    /** The bridge that serves the demo. */
    public Bridge bridge() {
        return bridge;
    }

    /** Takes less than five seconds. */
    @Override
    public void close() {
        if (feed != null) {
            feed.close();
        }
        site.close();
        bridge.close();
    }

    private static URI metrics(String address, int port) {
        String host = address.indexOf(':') < 0 ? address : "[" + address + "]";
        return URI.create("http://" + host + ":" + port + "/metrics");
    }

    private static @Nullable PriceFeed feed(int port, List<Listing> listings) {
        if (port < 0) {
            return null;
        }
        FeedTarget target = new FeedTarget("tcp://127.0.0.1:" + port, USER, PASSWORD, FeedTarget.QUEUE, true);
        return PriceFeed.start(target, new RandomWalk(listings, PRICES_PER_SECOND, SEED, Clock.systemUTC()));
    }
}
