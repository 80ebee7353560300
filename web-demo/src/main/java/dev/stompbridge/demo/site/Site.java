package dev.stompbridge.demo.site;

import dev.stompbridge.net.Additions;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The demo's own backend for its pages: made before the bridge, which serves its {@link #additions}, and started after it,
 * for it is a client of the bridge's broker.
 */
public final class Site implements AutoCloseable {
    private static final String USER = "site";
    private static final String PASSWORD = "site-demo";

    private final PriceEvents events = new PriceEvents(Clock.systemUTC());
    private final PriceBoard board = new PriceBoard(events::post);
    private final Answers answers = new Answers(Clock.systemUTC());
    private @Nullable Numbers numbers;

    /**
     * What the bridge serves for the pages.
     *
     * @param withPrices false if there is no broker to get them from
     */
    public Additions additions(boolean withPrices) {
        RequestResource request = new RequestResource(answers);
        if (!withPrices) {
            return new Additions(Map.of("/api/request", request), Map.of());
        }
        return new Additions(
                Map.of("/api/request", request, "/api/prices", new PriceResource(board, answers)),
                Map.of("/api/prices/events", events));
    }

    /** Connects to a listener for backends; the metrics are those of the same bridge. To be called once. */
    public void start(int openWirePort, URI metrics) {
        SiteBroker broker = new SiteBroker(openWirePort, USER, PASSWORD);
        board.start(broker);
        numbers = Numbers.start(broker, metrics);
    }

    /** Takes less than four seconds, and next to no time if the broker is there. */
    @Override
    public void close() {
        if (numbers != null) {
            numbers.close();
        }
        board.close();
    }
}
