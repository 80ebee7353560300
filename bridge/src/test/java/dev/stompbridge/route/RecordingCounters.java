package dev.stompbridge.route;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what a route has counted. */
final class RecordingCounters implements RouteCounters {

    final List<Integer> batches = new CopyOnWriteArrayList<>();
    final List<InvalidReason> invalid = new CopyOnWriteArrayList<>();
    final AtomicInteger rolledBack = new AtomicInteger();
    final AtomicInteger disconnected = new AtomicInteger();
    final AtomicInteger deadLettered = new AtomicInteger();

    int forwarded() {
        return batches.stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public void forwarded(int messages) {
        batches.add(messages);
    }

    @Override
    public void invalid(InvalidReason reason) {
        invalid.add(reason);
    }

    @Override
    public void rolledBack() {
        rolledBack.incrementAndGet();
    }

    @Override
    public void disconnected() {
        disconnected.incrementAndGet();
    }

    @Override
    public void deadLettered() {
        deadLettered.incrementAndGet();
    }
}
