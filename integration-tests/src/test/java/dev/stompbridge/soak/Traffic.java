package dev.stompbridge.soak;

import dev.stompbridge.load.client.ClientFrames;
import dev.stompbridge.load.client.ProtocolException;
import dev.stompbridge.load.client.StompConnection;
import dev.stompbridge.load.server.Endpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Publishes all series over one STOMP connection, each at its rate, on a thread of its own. */
final class Traffic implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int MAX_FRAME_BYTES = 1024;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long TURN_NANOS = 5_000_000;

    private final StompConnection connection;
    private final Map<Series, AtomicLong> published = Arrays.stream(Series.values())
            .collect(Collectors.toUnmodifiableMap(series -> series, series -> new AtomicLong()));
    private final ByteBuffer out = ByteBuffer.allocate(BUFFER_BYTES);
    private final Thread thread;
    private volatile @Nullable Exception failure;

    /** Connects; nothing is sent yet. */
    Traffic(Endpoint endpoint, Duration duration) throws IOException {
        connection = StompConnection.open(endpoint);
        thread = new Thread(() -> run(duration.toNanos()), "traffic");
        Thread watch = new Thread(this::watch, "traffic-errors");
        watch.setDaemon(true);
        watch.start();
    }

    private void watch() {
        try {
            failure = new ProtocolException(connection.read());
        } catch (IOException e) {
            failure = e;
        }
    }

    void start() {
        thread.start();
    }

    private void run(long nanos) {
        long start = System.nanoTime();
        try {
            for (long now = 0; now < nanos && failure == null; now = System.nanoTime() - start) {
                for (Series series : Series.values()) {
                    publish(series, now);
                }
                flush();
                LockSupport.parkNanos(TURN_NANOS);
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    private void publish(Series series, long now) throws IOException {
        long due = (long) (now * series.perSecond() / NANOS_PER_SECOND);
        for (long number = published(series) + 1; number <= due; number++) {
            if (out.remaining() < MAX_FRAME_BYTES) {
                flush();
            }
            // Counted first: what is sent after the number was read has a higher one.
            counter(series).set(number);
            connection.put(
                    out,
                    ClientFrames.ascii(
                            "SEND\ndestination:" + series.destination(number) + "\n\n" + series.body(number) + "\0"));
        }
    }

    private void flush() throws IOException {
        connection.writeFully(out.flip());
        out.clear();
    }

    /** How many messages of a series have been published; any thread. */
    long published(Series series) {
        return counter(series).get();
    }

    private AtomicLong counter(Series series) {
        return Objects.requireNonNull(published.get(series));
    }

    boolean isOver() {
        return !thread.isAlive();
    }

    /** Throws what made it fail. */
    void check() {
        Exception reason = failure;
        if (reason != null) {
            throw new IllegalStateException("the publisher failed", reason);
        }
    }

    @Override
    public void close() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connection.close();
        }
    }
}
