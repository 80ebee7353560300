package dev.stompbridge.fanout;

import dev.stompbridge.broker.BrokerException;
import dev.stompbridge.broker.ConsumerHandle;
import dev.stompbridge.broker.ConsumerOptions;
import dev.stompbridge.broker.Delivery;
import dev.stompbridge.broker.DestinationName;
import dev.stompbridge.broker.Mailbox;
import dev.stompbridge.broker.Upstream;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bridge's own subscription to the topics of one pattern, from which it keeps the last messages. */
final class ImageFeed implements Upstream.Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(ImageFeed.class);

    /** Whom it asks for what. */
    record Source(Upstream upstream, DestinationName topics, int prefetch) {}

    private final Source source;
    private final Mailbox mailbox;
    private final Snapshots snapshots;
    private final AtomicBoolean open = new AtomicBoolean();
    /** The mailbox owns these two. */
    private @Nullable ConsumerHandle consumer;

    private int unacknowledged;
    /** Those who wait until the broker holds nothing back; the mailbox owns it. */
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    /** Messages that the broker has sent, and those of them of which it knows that they are done. */
    private final AtomicLong received = new AtomicLong();

    private final AtomicLong confirmed = new AtomicLong();

    ImageFeed(Source source, Mailbox mailbox, Snapshots snapshots) {
        this.source = source;
        this.mailbox = mailbox;
        this.snapshots = snapshots;
    }

    /** Any thread: subscribes unless it has. */
    void open() {
        if (open.compareAndSet(false, true)) {
            mailbox.post(this::subscribe);
        }
    }

    /** Any thread: the task runs when everything that was dispatched to consumers before has been kept. */
    void whenCaughtUp(Runnable task) {
        mailbox.post(() -> {
            waiting.add(task);
            release();
        });
    }

    /** What the broker does not hold back for lack of prefetch is in the mailbox already, before what is posted now. */
    private void release() {
        boolean heldBack = received.get() - confirmed.get() >= source.prefetch();
        while (!waiting.isEmpty() && (!heldBack || !open.get())) {
            mailbox.post(waiting.remove());
        }
    }

    private void subscribe() {
        unacknowledged = 0;
        received.set(0);
        confirmed.set(0);
        try {
            ConsumerOptions options = ConsumerOptions.plain(source.topics(), source.prefetch(), null);
            consumer = source.upstream().subscribe(options, this, this::opened);
        } catch (BrokerException e) {
            opened(e);
        }
    }

    private void opened(@Nullable BrokerException failure) {
        if (failure != null) {
            LOG.warn("The last messages of {} are not kept for now: {}", source.topics(), failure.getMessage());
            open.set(false);
        }
    }

    @Override
    public void onDelivery(Delivery delivery) {
        received.incrementAndGet();
        mailbox.post(() -> {
            snapshots.keep(Image.of(delivery, snapshots.epochMillis()));
            unacknowledged++;
            if (consumer != null && unacknowledged >= Math.max(1, source.prefetch() / 2)) {
                int count = unacknowledged;
                consumer.acknowledgeCount(delivery.ref(), count, failure -> acknowledged(count, failure));
                unacknowledged = 0;
            }
        });
    }

    private void acknowledged(int count, @Nullable BrokerException failure) {
        if (failure != null) {
            snapshots.countFailedAck();
        }
        mailbox.post(() -> {
            confirmed.addAndGet(count);
            release();
        });
    }

    @Override
    public void onEnded() {
        source.upstream().forget(this);
        open.set(false);
    }

    @Override
    public void onInterrupted() {
        // What was missed is missing; the next message of each topic mends it.
    }

    @Override
    public void onLost() {
        open.set(false);
    }
}
