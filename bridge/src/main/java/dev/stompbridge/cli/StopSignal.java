package dev.stompbridge.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.LoggerFactory;

/**
 * Makes SIGINT, SIGTERM and SIGHUP end the process with exit code 0 after a drain, where the JVM alone would exit with
 * 128 and the number of the signal.
 *
 * <p>The JVM turns these signals into its shutdown; the hook registered here drains and then halts, which ends the
 * shutdown with an exit code of its own. Neither a drain that hangs nor a terminal that takes no output can hold it up.
 */
final class StopSignal implements AutoCloseable {
    private final CompletableFuture<Runnable> drain = new CompletableFuture<>();
    private final Thread hook = new Thread(this::stop, "stop");
    private final PrintWriter err;
    private final Patience patience;

    /**
     * How long an end may take.
     *
     * @param drain what hangs longer is left to the recovery of the message store
     * @param end when the process ends even if printing blocks
     */
    record Patience(Duration drain, Duration end) {
        /** Within the 5 s in which a stop is promised. */
        static final Patience DEFAULT = new Patience(Duration.ofMillis(4500), Duration.ofMillis(4800));
    }

    private StopSignal(PrintWriter err, Patience patience) {
        this.err = err;
        this.patience = patience;
    }

    /** From now on signals are handled; one that comes before {@link #drainsWith} waits for it. */
    static StopSignal arm(PrintWriter err, Patience patience) {
        StopSignal signal = new StopSignal(err, patience);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    /** What a signal runs, once, before the process ends. */
    void drainsWith(Runnable action) {
        drain.complete(action);
    }

    /** Leaves signals and exit codes to the JVM again; when the process is ending already, there is nothing to drain. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            drain.complete(() -> {});
        }
    }

    private void stop() {
        Thread watchdog = new Thread(this::haltInTime, "stop-watchdog");
        watchdog.setDaemon(true);
        watchdog.start();
        Thread drainer = new Thread(() -> drain.join().run(), "stop-drain");
        drainer.setDaemon(true);
        drainer.setUncaughtExceptionHandler(this::failed);
        drainer.start();
        try {
            drainer.join(patience.drain().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (drainer.isAlive()) {
            err.println("stompbridge: Ended without a complete drain, which took more than "
                    + patience.drain().toMillis() + " ms.");
        }
        Runtime.getRuntime().halt(0);
    }

    private void failed(Thread drainer, Throwable failure) {
        err.println("stompbridge: Ended without a complete drain: " + failure);
        LoggerFactory.getLogger(StopSignal.class).debug("The drain failed", failure);
    }

    private void haltInTime() {
        try {
            Thread.sleep(patience.end().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(0);
    }
}
