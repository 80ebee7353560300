package dev.stompbridge.fanout;

/** The turns of the I/O threads, by which the hub sees whether they keep up. */
@FunctionalInterface
public interface Rounds {
    /**
     * Runs the task when every I/O thread has come around once, and so has begun to write what it had been given. Any
     * thread; the task must not block. It may not run at all while connections end.
     */
    void afterNext(Runnable task);
}
