package dev.stompbridge.route;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** Wakes the one thread that waits. Rings while nobody waits are kept as one; any thread may ring, and never blocks. */
final class Doorbell {

    private final AtomicBoolean rung = new AtomicBoolean();
    private final Semaphore signal = new Semaphore(0);

    void ring() {
        if (!rung.get() && rung.compareAndSet(false, true)) {
            signal.release();
        }
    }

    void await() throws InterruptedException {
        signal.acquire();
        rung.set(false);
    }
}
