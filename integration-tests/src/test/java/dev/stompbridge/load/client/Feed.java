package dev.stompbridge.load.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;

/** Publishes on a thread of its own until it is closed. */
public final class Feed implements AutoCloseable {
    private static final long LOOK_NANOS = 100_000;
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private final CompletableFuture<Void> ended;
    private volatile boolean stopped;

    private interface Mode {
        /** What is to be done now. */
        void turn();
    }

    private Feed(Mode mode) {
        ended = new CompletableFuture<>();
        Thread thread = new Thread(() -> run(mode), "feed");
        thread.start();
    }

    private void run(Mode mode) {
        try {
            while (!stopped) {
                mode.turn();
            }
            ended.complete(null);
        } catch (RuntimeException e) {
            ended.completeExceptionally(e);
        }
    }

    /** So many messages a second, evenly, each with the time at which it is due, however late it is sent. */
    public static Feed atRate(Publisher publisher, double perSecond) {
        long start = PriceBody.now();
        return new Feed(new Mode() {
            private long sent;

            @Override
            public void turn() {
                long now = PriceBody.now();
                while (due() <= now) {
                    publisher.add(due());
                    sent++;
                }
                publisher.flush();
                LockSupport.parkNanos(Math.min(due() - PriceBody.now(), 100_000_000));
            }

            private long due() {
                return start + (long) (sent * 1e9 / perSecond);
            }
        });
    }

    /** As fast as they come, with at most so many on the way to the slowest healthy subscriber. */
    public static Feed ahead(Publisher publisher, Subscribers subscribers, int window) {
        return new Feed(new Mode() {
            private long slowest;
            private long movedAt = System.nanoTime();

            @Override
            public void turn() {
                long now = System.nanoTime();
                long lowest = subscribers.slowest();
                if (lowest != slowest) {
                    slowest = lowest;
                    movedAt = now;
                } else if (now - movedAt > PATIENCE_NANOS) {
                    subscribers.giveUpSlowest();
                    movedAt = now;
                }
                long room = lowest == Long.MAX_VALUE ? 0 : lowest + window - publisher.last();
                if (room <= 0) {
                    LockSupport.parkNanos(LOOK_NANOS);
                }
                for (long i = 0; i < room; i++) {
                    publisher.add(PriceBody.now());
                }
                publisher.flush();
            }
        });
    }

    /** Throws what made it fail, if anything did. */
    public void check() {
        if (ended.isDone()) {
            close();
        }
    }

    /** Stops, and throws what made it fail. */
    @Override
    public void close() {
        stopped = true;
        try {
            ended.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the feed failed", e.getCause());
        }
    }
}
