package dev.stompbridge.demo.feed;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where prices come from, one after the other. Used by one thread. */
public interface PriceSource extends AutoCloseable {

    /** The next price, or null when there are no more. Does not wait for its time. */
    @Nullable
    Tick next() throws IOException;

    @Override
    void close() throws IOException;

    /**
     * A price and its place in time.
     *
     * @param after how long after the previous one it is to be published
     */
    record Tick(Duration after, Price price) {}
}
