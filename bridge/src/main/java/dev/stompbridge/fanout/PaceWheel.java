package dev.stompbridge.fanout;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * When which outbox has to be woken: a ring of short intervals. Adding costs the same however many wait. Any thread adds,
 * one takes. Who has to wait for longer than once around is woken earlier and adds itself again.
 */
final class PaceWheel {
    private static final long SLOT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int SLOTS = 128;

    /** The slot of one that is not to be woken. */
    static final long NEVER = -1;

    private final List<Queue<Outbox>> slots = new ArrayList<>(SLOTS);
    private final long startedAt;
    /** All slots before this one have been taken; its remainder is its place in the ring. */
    private volatile long next;

    PaceWheel(long now) {
        this.startedAt = now;
        for (int i = 0; i < SLOTS; i++) {
            slots.add(new ConcurrentLinkedQueue<>());
        }
    }

    /**
     * Wakes it when so many nanoseconds have passed since {@code now}, and up to one slot later; not a second time if the
     * slot that this answered before is early enough. Answers the slot in which it is woken.
     */
    long add(Outbox outbox, long before, long now, long nanos) {
        long wanted = (now - startedAt + Math.max(0, nanos)) / SLOT_NANOS + 1;
        long first = next;
        long slot = Math.min(Math.max(wanted, first), first + SLOTS - 2);
        if (before >= first && before <= slot) {
            return before;
        }
        Queue<Outbox> queue = slots.get((int) (slot % SLOTS));
        queue.add(outbox);
        while (next > slot && queue.remove(outbox)) {
            // The slot was taken before it got there.
            slot = next;
            queue = slots.get((int) (slot % SLOTS));
            queue.add(outbox);
        }
        return slot;
    }

    /** Takes all that are due. One thread only. */
    List<Outbox> due(long now) {
        long until = (now - startedAt) / SLOT_NANOS;
        List<Outbox> due = new ArrayList<>();
        for (long slot = Math.max(next, until - SLOTS + 1); slot <= until; slot++) {
            Queue<Outbox> queue = slots.get((int) (slot % SLOTS));
            next = slot + 1;
            for (Outbox outbox = queue.poll(); outbox != null; outbox = queue.poll()) {
                due.add(outbox);
            }
        }
        return due;
    }
}
