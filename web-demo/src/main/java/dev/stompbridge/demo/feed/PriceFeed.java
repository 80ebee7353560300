package dev.stompbridge.demo.feed;

import dev.stompbridge.demo.feed.PriceSource.Tick;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the prices of a source at their pace, on a thread of its own, until the source ends or the feed is closed.
 *
 * <p>The feed outlives its broker: while that is away the source waits, then the batch that failed is published again and
 * the pace goes on from there. A batch whose commit was cut off may so arrive twice; none is left out.
 */
public final class PriceFeed implements AutoCloseable {

    static final int MAX_BATCH = 200;

    private static final Logger LOG = LoggerFactory.getLogger(PriceFeed.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LAST_RETRY = Duration.ofSeconds(5);
    /** What a batch under way gets to end by itself when the feed is closed, and after its connection has been cut. */
    private static final Duration GRACE = Duration.ofMillis(700);

    private final PriceSource source;
    private final FeedTarget target;
    private final PricePublisher publisher;
    private final Thread thread = new Thread(this::run, "price-feed");
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicLong published = new AtomicLong();
    private volatile @Nullable IOException failure;
    /** Read from the source, not due yet; of the feed's thread. */
    private @Nullable Tick waiting;

    private PriceFeed(FeedTarget target, PriceSource source) {
        this.target = target;
        this.source = source;
        this.publisher = new PricePublisher(target);
        // A connect that hangs cannot be interrupted; it must not keep the process alive.
        thread.setDaemon(true);
    }

    /** Starts a feed, which closes the source at its end. Returns at once, whether or not the broker is there. */
    public static PriceFeed start(FeedTarget target, PriceSource source) {
        PriceFeed feed = new PriceFeed(target, source);
        feed.thread.start();
        return feed;
    }

    /** Prices that the broker has accepted. */
    public long published() {
        return published.get();
    }

    /**
     * Waits until the source has ended or the feed is closed.
     *
     * @throws IOException when the source could not be read to its end
     */
    public void await() throws InterruptedException, IOException {
        thread.join();
        IOException unreadable = failure;
        if (unreadable != null) {
            throw unreadable;
        }
    }

    /** Stops within two seconds, whatever the broker does. A batch under way is published first if that works out. */
    @Override
    public void close() {
        closing.countDown();
        if (!ended()) {
            publisher.abort();
            thread.interrupt();
            if (!ended()) {
                LOG.warn("The feed to {} hangs and is left behind", target);
            }
        }
    }

    private boolean ended() {
        try {
            thread.join(GRACE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    private void run() {
        try (source) {
            publishAll();
        } catch (IOException e) {
            failure = e;
            LOG.error("The feed to {} ends, its source cannot be read: {}", target, e.getMessage());
        } catch (InterruptedException e) {
            LOG.debug("The feed to {} was interrupted", target, e);
        } finally {
            publisher.disconnect();
        }
    }

    private void publishAll() throws IOException, InterruptedException {
        Pace pace = new Pace(System.nanoTime());
        List<Price> batch = new ArrayList<>();
        while (collect(batch, pace)) {
            publish(batch);
            batch.clear();
        }
    }

    /** Waits for the next price and takes all that are due with it. False when there are none or the feed is closing. */
    private boolean collect(List<Price> batch, Pace pace) throws IOException, InterruptedException {
        while (batch.size() < MAX_BATCH) {
            if (waiting == null) {
                waiting = source.next();
                if (waiting == null) {
                    break;
                }
                pace.advance(waiting.after(), System.nanoTime());
            }
            long remaining = pace.remaining(System.nanoTime());
            if (remaining > 0 && !batch.isEmpty()) {
                break;
            }
            if (closing.await(Math.max(0, remaining), TimeUnit.NANOSECONDS)) {
                return false;
            }
            batch.add(waiting.price());
            waiting = null;
        }
        return !batch.isEmpty();
    }

    /** Publishes the batch, however often that takes, unless the feed is closed meanwhile. */
    private void publish(List<Price> batch) throws InterruptedException {
        boolean failed = false;
        Duration retry = FIRST_RETRY;
        while (true) {
            try {
                publisher.publish(batch);
                published.addAndGet(batch.size());
                if (failed) {
                    LOG.info("Publishing to {} again", target);
                }
                return;
            } catch (JMSException e) {
                publisher.disconnect();
                if (!failed && closing.getCount() > 0) {
                    LOG.warn("Publishing to {} failed, trying again: {}", target, e.getMessage());
                }
                failed = true;
            }
            if (closing.await(retry.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            retry = min(retry.multipliedBy(2), LAST_RETRY);
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
