package dev.stompbridge.fanout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The lanes of one outbox, which guards them. They are served in turn. */
final class Lanes {
    private final List<Lane> all = new ArrayList<>(1);
    private final ArrayDeque<Lane> ready = new ArrayDeque<>(2);
    private int bytes;
    /** How many have a pace, and so may have to be woken. */
    private int paced;
    /** Left out and not counted yet. */
    private int uncounted;
    /** When their outbox is woken for the pace of one of them. */
    long wakeSlot = PaceWheel.NEVER;

    /** Of what waits in all lanes. */
    int bytes() {
        return bytes;
    }

    void add(Lane lane) {
        all.add(lane);
        paced += lane.isPaced() ? 1 : 0;
    }

    void pace(Lane lane, long intervalNanos) {
        paced -= lane.isPaced() ? 1 : 0;
        bytes -= lane.bytes();
        lane.pace(intervalNanos);
        account(lane);
        paced += lane.isPaced() ? 1 : 0;
    }

    void remove(Lane lane) {
        all.remove(lane);
        ready.remove(lane);
        paced -= lane.isPaced() ? 1 : 0;
        bytes -= lane.bytes();
        lane.close();
    }

    /** Takes a message; of its lane, older ones make room for it beyond this many bytes in all lanes. */
    void offer(Lane lane, SharedMessage message, long now, int maxBytes) {
        bytes -= lane.bytes();
        lane.offer(message, now, maxBytes - bytes);
        account(lane);
        enqueue(lane);
    }

    /** Moves messages into the queue, one of each lane in turn, until it holds so many bytes; answers how many. */
    int topUp(FrameQueue queue, int queuedBytes, int wantedBytes, long now) {
        int moved = 0;
        int held = queuedBytes;
        while (held < wantedBytes && !ready.isEmpty()) {
            Lane lane = ready.remove();
            lane.queued = false;
            bytes -= lane.bytes();
            if (lane.poll(queue, now)) {
                moved++;
                held += queue.length(queue.size() - 1);
            }
            account(lane);
            enqueue(lane);
        }
        return moved;
    }

    /** Keys that have waited for their pace may be served again. */
    void wake(long now) {
        for (Lane lane : all) {
            lane.wake(now);
            enqueue(lane);
        }
    }

    /** Whether a lane has a pace. */
    boolean mayHaveToWait() {
        return paced > 0;
    }

    /** Nanoseconds until a lane has to be woken, {@link Long#MAX_VALUE} for never. */
    long dueIn(long now) {
        long next = Long.MAX_VALUE;
        for (Lane lane : all) {
            next = Math.min(next, lane.dueIn(now));
        }
        return next;
    }

    /** How many messages have been left out since this was last asked. */
    int countSkipped() {
        int count = uncounted;
        uncounted = 0;
        return count;
    }

    /** Its bytes had been taken off before it changed. */
    private void account(Lane lane) {
        bytes += lane.bytes();
        uncounted += lane.countSkipped();
    }

    private void enqueue(Lane lane) {
        if (lane.isReady() && !lane.queued) {
            lane.queued = true;
            ready.add(lane);
        }
    }
}
