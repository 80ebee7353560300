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
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bridge with its embedded broker and the demo's pages, and a backend that feeds it prices. The backend shares the
 * process, and nothing else: it connects over TCP with credentials of its own.
 */
public final class Demo implements AutoCloseable {

    private static final String CONFIGURATION = "/demo.yaml";
    private static final String USER = "backend";
    private static final String PASSWORD = "backend-demo";
    private static final double PRICES_PER_SECOND = 50;
    private static final long SEED = 1;

    private final Bridge bridge;
    /** Null when the configuration has no listener for it. */
    private final @Nullable PriceFeed feed;

    private Demo(Bridge bridge, @Nullable PriceFeed feed) {
        this.bridge = bridge;
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

    /** Starts the bridge with these settings, then the feed. */
    public static Demo start(BridgeConfig config) throws StartException, IOException {
        List<Listing> listings = Listing.demo();
        Bridge bridge;
        // The bridge reads the pages while it starts.
        try (Pages pages = Pages.open()) {
            bridge = Bridge.start(config, pages.root());
        }
        return new Demo(bridge, feed(bridge.openWirePort(), listings));
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
        bridge.close();
    }

    private static @Nullable PriceFeed feed(int port, List<Listing> listings) {
        if (port < 0) {
            return null;
        }
        FeedTarget target = new FeedTarget("tcp://127.0.0.1:" + port, USER, PASSWORD, FeedTarget.QUEUE, true);
        return PriceFeed.start(target, new RandomWalk(listings, PRICES_PER_SECOND, SEED, Clock.systemUTC()));
    }
}
