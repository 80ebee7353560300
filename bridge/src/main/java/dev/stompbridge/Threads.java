package dev.stompbridge;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that belong to the bridge as a whole. None of their tasks may block. */
final class Threads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Threads.class);

    private final ExecutorService sessions;
    private final ExecutorService hub;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(named("timer"));

    Threads(int sessionThreads, int hubThreads) {
        sessions = pool("session", sessionThreads);
        hub = pool("hub", hubThreads);
    }

    private static ExecutorService pool(String name, int threads) {
        return new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                named(name),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    Executor sessions() {
        return sessions;
    }

    Executor hub() {
        return hub;
    }

    /** Runs a task on the timer from now on, in this interval; one that fails is logged and comes again. */
    void every(int millis, Runnable task) {
        Future<?> unused = timer.scheduleAtFixedRate(() -> runSafely(task), 0, millis, TimeUnit.MILLISECONDS);
    }

    private static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("A task of the timer failed; it goes on", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        sessions.shutdown();
        hub.shutdown();
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
