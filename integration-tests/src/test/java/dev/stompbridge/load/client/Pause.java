package dev.stompbridge.load.client;

import java.util.concurrent.locks.LockSupport;

/** Waiting between two looks at the clock or at a counter. */
public final class Pause {
    private Pause() {}

    public static void millis(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
