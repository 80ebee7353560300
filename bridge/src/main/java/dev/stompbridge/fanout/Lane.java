package dev.stompbridge.fanout;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What waits of one subscription that may skip messages: the oldest beyond a bound, all but the latest of each key, or
 * those that come faster than its pace. Its outbox guards it.
 *
 * <p>Each message carries {@code x-seq}, its number among all that the subscription matched, and {@code x-skipped}, how
 * many before it were left out and not told yet: received messages and skipped ones add up to the highest number.
 */
final class Lane {
    /** What may wait: the latest of each key or all, how many bytes, and for how long, 0 for any time. */
    record Bounds(boolean conflates, int maxBytes, long maxAgeNanos) {}

    /** What a waiting message costs beyond its bytes. */
    private static final int SLOT_OVERHEAD = 128;

    /** Keys that were served and wait for their pace; with more, the pace of the one served first is forgotten. */
    private static final int MAX_COOLING = 10_000;

    /** The message of one key that waits; without one, the key has just been served and waits for its pace. */
    private static final class Slot {
        private final String key;
        private @Nullable FrameTail tail;
        private long sequence;
        private int skipped;
        private long since;
        private long servedAt;

        private Slot(String key) {
            this.key = key;
        }

        private void set(FrameTail newest, long number, long now) {
            tail = newest;
            sequence = number;
            since = now;
        }

        private int cost() {
            return tail == null ? 0 : tail.length() + SLOT_OVERHEAD;
        }
    }

    private final byte[] head;
    private final Bounds bounds;
    private final Map<String, Slot> byKey = new HashMap<>(2);
    private final ArrayDeque<Slot> ready = new ArrayDeque<>(2);
    /** In the order in which they were served, so in that in which they are due again. */
    private final ArrayDeque<Slot> cooling = new ArrayDeque<>(2);

    private long intervalNanos;
    private boolean conflates;
    private int bytes;
    /** Left out and not told yet, of messages that nothing took the place of. */
    private int untold;
    /** Left out and not counted yet. */
    private int uncounted;

    private boolean closed;
    /** For the outbox: whether it stands among those that have something to send. */
    boolean queued;

    /** The head is the one of the subscription; an interval of 0 is no pace, and any other one conflates. */
    Lane(byte[] head, Bounds bounds, long intervalNanos) {
        this.head = head;
        this.bounds = bounds;
        this.intervalNanos = intervalNanos;
        this.conflates = bounds.conflates() || intervalNanos > 0;
    }

    boolean isReady() {
        return !ready.isEmpty();
    }

    /** Of what waits. */
    int bytes() {
        return bytes;
    }

    boolean isPaced() {
        return intervalNanos > 0 && !closed;
    }

    /** To be followed by {@link #wake}. */
    void pace(long nanos) {
        intervalNanos = nanos;
        boolean before = conflates;
        conflates = bounds.conflates() || nanos > 0;
        if (before != conflates) {
            byKey.clear();
        }
        if (!before && conflates) {
            conflateWaiting();
        }
    }

    private void conflateWaiting() {
        Iterator<Slot> slots = ready.iterator();
        while (slots.hasNext()) {
            Slot slot = slots.next();
            Slot first = byKey.putIfAbsent(slot.key, slot);
            if (first != null && slot.tail != null) {
                slots.remove();
                bytes -= first.cost();
                first.set(slot.tail, slot.sequence, slot.since);
                first.skipped += 1 + slot.skipped;
                uncounted++;
            }
        }
    }

    /** Forgets what waits and takes nothing more. */
    void close() {
        closed = true;
        byKey.clear();
        ready.clear();
        cooling.clear();
        bytes = 0;
    }

    /** Takes a message; older ones make room for it beyond its bound, or beyond this number of bytes if that is less. */
    void offer(SharedMessage message, long now, int maxBytes) {
        if (closed) {
            return;
        }
        Slot slot = conflates ? byKey.get(message.key()) : null;
        if (slot == null) {
            slot = new Slot(message.key());
            ready.add(slot);
            if (conflates) {
                byKey.put(slot.key, slot);
            }
        } else if (slot.tail != null) {
            slot.skipped++;
            uncounted++;
        }
        bytes -= slot.cost();
        slot.set(message.tail(), message.sequence(), now);
        bytes += slot.cost();
        while (bytes > Math.min(bounds.maxBytes(), maxBytes) && dropOldest(slot)) {
            // until it fits
        }
    }

    /** Drops the message that has waited longest besides this one; false if there is none. */
    private boolean dropOldest(Slot except) {
        Slot oldest = Stream.concat(ready.stream(), cooling.stream())
                .filter(slot -> slot.tail != null && slot != except)
                .findFirst()
                .orElse(null);
        if (oldest == null) {
            return false;
        }
        if (ready.remove(oldest)) {
            byKey.remove(oldest.key, oldest);
        }
        leaveOut(oldest);
        return true;
    }

    private void leaveOut(Slot slot) {
        bytes -= slot.cost();
        untold += 1 + slot.skipped;
        uncounted++;
        slot.skipped = 0;
        slot.tail = null;
    }

    /** Puts the next message that is not too old into the queue; false if there is none. */
    boolean poll(FrameQueue out, long now) {
        Slot slot = ready.poll();
        while (slot != null && bounds.maxAgeNanos() > 0 && now - slot.since > bounds.maxAgeNanos()) {
            leaveOut(slot);
            byKey.remove(slot.key, slot);
            slot = ready.poll();
        }
        if (slot == null || slot.tail == null) {
            return false;
        }
        bytes -= slot.cost();
        out.add(head(slot.sequence, slot.skipped + untold), slot.tail);
        untold = 0;
        slot.skipped = 0;
        slot.tail = null;
        if (intervalNanos > 0) {
            cool(slot, now);
        } else {
            byKey.remove(slot.key, slot);
        }
        return true;
    }

    /** How many messages have been left out since this was last asked. */
    int countSkipped() {
        int count = uncounted;
        uncounted = 0;
        return count;
    }

    /** Nanoseconds until the next key has waited for its pace; {@link Long#MAX_VALUE} for never. */
    long dueIn(long now) {
        Slot next = cooling.peek();
        return next == null ? Long.MAX_VALUE : next.servedAt + intervalNanos - now;
    }

    /** Keys that have waited for their pace may be served again. */
    void wake(long now) {
        while (dueIn(now) <= 0) {
            serveAgain(cooling.remove());
        }
    }

    private void serveAgain(Slot slot) {
        if (slot.tail != null) {
            ready.add(slot);
        } else {
            byKey.remove(slot.key, slot);
        }
    }

    /** The head of a message of this number that did not wait here. */
    byte[] headOf(long sequence) {
        return head(sequence, 0);
    }

    /** A message of this key was sent that did not wait here; the next one has to wait for the pace. */
    void served(String key, long now) {
        if (intervalNanos > 0 && !byKey.containsKey(key)) {
            Slot slot = new Slot(key);
            byKey.put(key, slot);
            cool(slot, now);
        }
    }

    private void cool(Slot slot, long now) {
        slot.servedAt = now;
        cooling.add(slot);
        if (cooling.size() > MAX_COOLING) {
            serveAgain(cooling.remove());
        }
    }

    private byte[] head(long sequence, int skipped) {
        String own = "x-seq:" + sequence + "\n" + (skipped == 0 ? "" : "x-skipped:" + skipped + "\n");
        byte[] bytesOfOwn = own.getBytes(US_ASCII);
        byte[] whole = Arrays.copyOf(head, head.length + bytesOfOwn.length);
        System.arraycopy(bytesOfOwn, 0, whole, head.length, bytesOfOwn.length);
        return whole;
    }
}
