package dev.stompbridge.fanout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The lanes of one outbox, which guards them. They are served in turn. */
final class Lanes {
    private final List<Lane> all = new ArrayList<>(1);
    private final ArrayDeque<Lane> ready = new ArrayDeque<>(2);
    private int bytes;

    /** Of what waits in all lanes. */
    int bytes() {
        return bytes;
    }

    void add(Lane lane) {
        all.add(lane);
    }

    void remove(Lane lane) {
        all.remove(lane);
        ready.remove(lane);
        bytes -= lane.bytes();
        lane.close();
    }

    void clear() {
        all.forEach(Lane::close);
        all.clear();
        ready.clear();
        bytes = 0;
    }

    /** Takes a message; of its lane, older ones make room for it beyond this many bytes in all lanes. */
    void offer(Lane lane, SharedMessage message, long now, int maxBytes) {
        bytes -= lane.bytes();
        lane.offer(message, now, maxBytes - bytes);
        bytes += lane.bytes();
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
            bytes += lane.bytes();
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

    /** Nanoseconds until a lane has to be woken, {@link Long#MAX_VALUE} for never. */
    long dueIn(long now) {
        long next = Long.MAX_VALUE;
        for (Lane lane : all) {
            next = Math.min(next, lane.dueIn(now));
        }
        return next;
    }

    int countSkipped() {
        int skipped = 0;
        for (Lane lane : all) {
            skipped += lane.countSkipped();
        }
        return skipped;
    }

    private void enqueue(Lane lane) {
        if (lane.isReady() && !lane.queued) {
            lane.queued = true;
            ready.add(lane);
        }
    }
}
