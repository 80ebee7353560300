package dev.stompbridge.load.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** Many browsers that subscribe to one topic and check what they receive. */
public final class Subscribers implements AutoCloseable {
    private static final long OPEN_SECONDS = 300;
    private static final long STANDSTILL_NANOS = 3_000_000_000L;
    private static final long LEAVE_NANOS = 10_000_000_000L;

    private final Endings endings = new Endings();
    private final List<Reactor> reactors;
    private int opened;

    public Subscribers(Crowd crowd) {
        reactors = IntStream.range(0, crowd.options().threads())
                .mapToObj(number -> new Reactor(crowd, endings, number))
                .toList();
    }

    /** Connects and subscribes so many more; returns when all are subscribed. Those that fail are tried again. */
    public void open(int count, int atOnce) {
        int threads = reactors.size();
        int first = opened;
        opened += count;
        waitFor(IntStream.range(0, threads)
                .mapToObj(i -> reactors.get(i)
                        .open(new Dialing(
                                first + i,
                                threads,
                                (count + threads - 1 - i) / threads,
                                Math.max(1, atOnce / threads))))
                .toList());
    }

    /** What all of them have received so far; at most some milliseconds old. */
    public Totals totals() {
        return reactors.stream().map(reactor -> reactor.ledger().totals()).reduce(Totals.NONE, Totals::plus);
    }

    /** The latencies in nanoseconds since the last call. */
    public Histogram takeLatencies() {
        Histogram all = new Histogram(3);
        reactors.forEach(reactor -> all.add(reactor.ledger().takeLatencies()));
        return all;
    }

    /** The highest sequence number that all healthy browsers have received. */
    long slowest() {
        return reactors.stream().mapToLong(Reactor::slowest).min().orElse(Long.MAX_VALUE);
    }

    /** Waits no longer for those that have received the least. */
    void giveUpSlowest() {
        long behind = slowest();
        waitFor(reactors.stream()
                .filter(reactor -> reactor.slowest() == behind)
                .map(Reactor::giveUpSlowest)
                .toList());
    }

    /** Waits until everything up to this number has arrived, or nothing comes any more; counts what is missing. */
    public void awaitAll(long last) {
        long deliveries = -1;
        long since = System.nanoTime();
        while (slowest() < last && System.nanoTime() - since < STANDSTILL_NANOS) {
            long now = totals().deliveries();
            if (now != deliveries) {
                deliveries = now;
                since = System.nanoTime();
            }
            Pause.millis(5);
        }
        waitFor(reactors.stream().map(reactor -> reactor.expectAll(last)).toList());
    }

    /** How many connections are open. */
    public int count() {
        return reactors.stream().mapToInt(Reactor::open).sum();
    }

    public Endings endings() {
        return endings;
    }

    /** Says goodbye, and waits until the server has closed all connections. */
    public void leave() {
        waitFor(reactors.stream().map(Reactor::leave).toList());
        long start = System.nanoTime();
        while (count() > 0 && System.nanoTime() - start < LEAVE_NANOS) {
            Pause.millis(20);
        }
    }

    private static <T> void waitFor(List<CompletableFuture<T>> answers) {
        try {
            CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                    .get(OPEN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        reactors.forEach(Reactor::close);
    }
}
