package dev.stompbridge.load.client;

import java.util.concurrent.CompletableFuture;

/** How far a reactor is with opening its share of connections. On its thread; the future on any. */
final class Dialing {
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final int first;
    private final int step;
    private final int count;
    private final int atOnce;
    private int dialed;
    private int subscribed;
    private int failures;

    /** Opens {@code count} connections with the numbers {@code first}, {@code first + step}, …, at most so many at once. */
    Dialing(int first, int step, int count, int atOnce) {
        this.first = first;
        this.step = step;
        this.count = count;
        this.atOnce = atOnce;
        finish();
    }

    boolean mayDial() {
        return !done.isDone() && dialed < count && dialed - subscribed < atOnce;
    }

    int nextNumber() {
        return first + step * dialed++;
    }

    void subscribed() {
        subscribed++;
        finish();
    }

    /** Whether another try is due in place of one that failed. */
    boolean failed() {
        failures++;
        if (failures > count) {
            done.completeExceptionally(new ProtocolException("more connections fail than succeed"));
        }
        return !done.isDone();
    }

    private void finish() {
        if (subscribed == count) {
            done.complete(null);
        }
    }

    CompletableFuture<Void> done() {
        return done;
    }
}
