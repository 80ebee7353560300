package dev.stompbridge.fanout;

import dev.stompbridge.broker.BrokerException;
import dev.stompbridge.broker.DestinationName;
import dev.stompbridge.broker.Mailbox;
import dev.stompbridge.broker.Upstream;
import dev.stompbridge.ops.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last message of every topic whose subscribers get it first, kept while nobody subscribes as well, and over a restart:
 * a file is written once a second if something changed, and at the end. Fed by subscriptions of the bridge's own; who
 * may see an image is asked for each subscriber's identity. Safe for use by any thread.
 */
public final class Snapshots implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private static final int CLOSE_SECONDS = 2;

    /** Many, for keeping a message is quickly done, and whoever joins waits while the broker holds some back. */
    private static final int PREFETCH = 10_000;

    /**
     * What is kept and where.
     *
     * @param topics as a SUBSCRIBE names them: {@code /topic/stock.>}
     * @param maxBytes of all images together
     */
    public record Settings(List<String> topics, long maxBytes, Path file) {}

    private final Hub.Services services;
    private final LongSupplier epochMillis;
    private final Settings settings;
    private final Images images;
    private final ImageFile file;
    private final List<ImageFeed> feeds = new ArrayList<>();
    private final AtomicBoolean changed = new AtomicBoolean();
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "snapshot");
        thread.setDaemon(true);
        return thread;
    });

    public Snapshots(Settings settings, Hub.Services services, LongSupplier epochMillis) {
        this.settings = settings;
        this.services = services;
        this.epochMillis = epochMillis;
        this.images = new Images(settings.maxBytes());
        this.file = new ImageFile(settings.file());
    }

    /** Whether there are topics whose last messages are to be kept. */
    public boolean isNeeded() {
        return !settings.topics().isEmpty();
    }

    /**
     * Reads the file and subscribes, as an identity that may read all of these topics. Blocks for the file. Throws
     * {@link IllegalArgumentException} if one of the topics is none.
     */
    public void start(Upstream upstream) {
        restore();
        for (String topics : settings.topics()) {
            ImageFeed.Source source = new ImageFeed.Source(upstream, name(topics), PREFETCH);
            feeds.add(new ImageFeed(source, new Mailbox(services.threads()), this));
        }
        retry();
        Future<?> unused = writer.scheduleWithFixedDelay(this::save, 1, 1, TimeUnit.SECONDS);
    }

    private static DestinationName name(String topics) {
        try {
            return DestinationName.forSubscribe(topics);
        } catch (BrokerException e) {
            throw new IllegalArgumentException(topics + " are no topics: " + e.getMessage(), e);
        }
    }

    /** The timer's thread, now and then: feeds that were lost ask the broker again. */
    public void retry() {
        feeds.forEach(ImageFeed::open);
    }

    /** Writes what has changed. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (writer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                save();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The task runs when every message that any consumer of the broker got before has been kept. Any thread. */
    void whenCaughtUp(Runnable task) {
        if (feeds.isEmpty()) {
            task.run();
            return;
        }
        AtomicInteger behind = new AtomicInteger(feeds.size());
        feeds.forEach(feed -> feed.whenCaughtUp(() -> {
            if (behind.decrementAndGet() == 0) {
                task.run();
            }
        }));
    }

    Images images() {
        return images;
    }

    long epochMillis() {
        return epochMillis.getAsLong();
    }

    void keep(Image image) {
        images.keep(image);
        changed.set(true);
    }

    long maxBytes() {
        return settings.maxBytes();
    }

    void countFailedAck() {
        services.metrics().count(Metric.ACKS_FAILED);
    }

    private void restore() {
        try {
            file.read(Math.toIntExact(Math.min(settings.maxBytes(), Integer.MAX_VALUE)))
                    .forEach(images::keep);
        } catch (IOException e) {
            LOG.warn("The last messages in {} are lost: {}", settings.file(), e.getMessage());
        }
    }

    private void save() {
        if (changed.getAndSet(false)) {
            try {
                file.write(images.all());
            } catch (IOException e) {
                LOG.warn("The last messages could not be written to {}", settings.file(), e);
            }
        }
    }
}
