package dev.stompbridge.fanout;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written to one browser: bounded in bytes, with at most one write in flight.
 *
 * <p>Whatever arrives while a write is in flight leaves together with the next one, joined into one buffer, so that a
 * busy connection costs a system call per buffer and not per frame. Shared bytes are never changed: many outboxes may
 * hold the same. Messages that may be skipped wait in lanes until there is room in a buffer.
 *
 * <p>Any thread may offer; {@link #written} is called by the I/O thread. The monitor guards the queue and the lanes and is
 * not held while the sink is called.
 */
public final class Outbox {
    /** A joined write; larger single frames are written as they are. */
    public static final int JOINED_BYTES = 64 * 1024;

    /** What a waiting frame costs beyond its bytes. */
    private static final int FRAME_OVERHEAD = 32;

    /** Where joined bytes go. */
    public interface Sink {
        /** Starts one write; {@link Outbox#written} follows when it has left. Any thread. */
        void write(ByteBuffer bytes);

        /** The outbox takes nothing any more: it is full, or all are and this one most. Called once, by any thread. */
        void overflowed(boolean all);
    }

    /** The outcome of an offer, when it is not the frame's position: the outbox takes nothing any more. */
    public static final long CLOSED = -1;

    private final Sink sink;
    private final int maxBytes;
    private final Outboxes all;
    private final FrameQueue queue = new FrameQueue();

    private int pendingBytes;
    private int bytesInFlight;
    private int framesInFlight;
    private int reportedBytes;
    private long offered;
    private long written;
    /** A frame that waits, and since when; 0 if none is looked at. When it has left, the next one that comes is. */
    private long watched;

    private long watchedSince;
    /** Of images that wait or waited before the frame of this position. */
    private int imageBytes;

    private long imagesUntil;
    private boolean closed;
    private byte @Nullable [] urgent;
    private @Nullable Lanes lanes;

    public Outbox(Sink sink, int maxBytes, Outboxes all) {
        this.sink = sink;
        this.maxBytes = maxBytes;
        this.all = all;
    }

    /**
     * Takes a complete WebSocket frame, or whatever else must not be cut. The answer is its position, which {@link #written} reaches when the frame has left,
     * or {@link #CLOSED}. An empty outbox takes a frame of any size; one for which there is no room ends it.
     */
    public long offer(byte[] frame) {
        return offer(FrameQueue.NO_HEAD, FrameTail.complete(frame));
    }

    /** The same for a frame that begins with a head of the subscriber's own. */
    long offer(byte[] head, FrameTail tail) {
        ByteBuffer next = null;
        long position = CLOSED;
        boolean full = false;
        synchronized (this) {
            if (closed) {
                return CLOSED;
            }
            int waiting = pendingBytes - imageBytes;
            full = waiting > 0 && waiting + cost(head, tail) > maxBytes;
            if (!full) {
                position = enqueue(head, tail);
                next = startWrite();
            }
        }
        if (full) {
            overflow(false);
        } else {
            write(next);
        }
        return position;
    }

    /**
     * Takes the last message of a destination for one who subscribes. There may be more of them than the bound allows for
     * what comes later, so they have a bound of their own.
     */
    void offerImage(byte[] head, FrameTail tail) {
        ByteBuffer next = null;
        boolean full = false;
        synchronized (this) {
            if (closed) {
                return;
            }
            full = imageBytes + cost(head, tail) > all.maxImageBytes();
            if (!full) {
                imageBytes += cost(head, tail);
                imagesUntil = enqueue(head, tail);
                next = startWrite();
            }
        }
        if (full) {
            overflow(false);
        } else {
            write(next);
        }
    }

    /** Takes a message that may be skipped. */
    void offer(Lane lane, SharedMessage message) {
        ByteBuffer next;
        synchronized (this) {
            if (closed || lanes == null) {
                return;
            }
            lanes.offer(lane, message, all.now(), maxBytes - pendingBytes + imageBytes);
            all.countSkipped(lanes.countSkipped());
            next = startWrite();
        }
        write(next);
    }

    /** A message of this key has been taken beside the lane. */
    synchronized void served(Lane lane, String key) {
        lane.served(key, all.now());
        settle();
    }

    /** Opens a lane for the messages of one subscription. */
    synchronized void open(Lane lane) {
        if (lanes == null) {
            lanes = new Lanes();
        }
        lanes.add(lane);
    }

    /** Closes a lane; what waits in it is forgotten. */
    synchronized void close(Lane lane) {
        if (lanes != null) {
            lanes.remove(lane);
            settle();
        }
    }

    /** Changes the pace of a lane; messages that wait leave as it allows. */
    void pace(Lane lane, long intervalNanos) {
        synchronized (this) {
            if (lanes != null) {
                lanes.pace(lane, intervalNanos);
            }
        }
        wake();
    }

    /** Takes the last frame, whatever the bound, and closes the outbox; further calls do nothing. */
    public void offerLast(byte[] frame) {
        ByteBuffer next;
        synchronized (this) {
            closed = true;
            lanes = null;
            enqueue(FrameQueue.NO_HEAD, FrameTail.complete(frame));
            next = startWrite();
        }
        write(next);
    }

    /** Takes a control frame that goes ahead of everything waiting and replaces an older one that has not left. */
    public void offerUrgent(byte[] frame) {
        ByteBuffer next;
        synchronized (this) {
            if (closed) {
                return;
            }
            urgent = frame;
            next = startWrite();
        }
        write(next);
    }

    /** The write in flight has left; starts the next one. Answers the position up to which all has been written. */
    public long written() {
        ByteBuffer next;
        long position;
        synchronized (this) {
            pendingBytes -= bytesInFlight;
            written += framesInFlight;
            bytesInFlight = 0;
            framesInFlight = 0;
            if (written >= imagesUntil) {
                imageBytes = 0;
            }
            if (written >= watched) {
                watched = 0;
            }
            position = written;
            next = startWrite();
            if (next == null) {
                // Most browsers wait for nothing most of the time.
                queue.clear();
            }
        }
        write(next);
        return position;
    }

    /** A lane's pace may allow its next message. */
    void wake() {
        ByteBuffer next;
        synchronized (this) {
            if (closed || lanes == null) {
                return;
            }
            lanes.wake(all.now());
            next = startWrite();
        }
        write(next);
    }

    /** Forgets what waits; the write in flight goes on, for half a frame would make the rest unreadable. */
    public synchronized void dropWaiting() {
        queue.clear();
        lanes = null;
        watched = 0;
        imageBytes = 0;
        pendingBytes = bytesInFlight;
        settle();
    }

    /** Forgets everything; nothing is taken or written any more. */
    public synchronized void discard() {
        closed = true;
        urgent = null;
        bytesInFlight = 0;
        dropWaiting();
    }

    /** Ends it, for all outboxes together hold too much and this one most. */
    void giveUp() {
        overflow(true);
    }

    /** Whether nothing waits and no write is in flight. */
    public synchronized boolean isEmpty() {
        return pendingBytes == 0 && bytesInFlight == 0 && urgent == null;
    }

    /** Whether a frame of this size would be taken and leave half of the outbox free. */
    public synchronized boolean hasRoom(int bytes) {
        return pendingBytes == 0 || pendingBytes + bytes <= maxBytes / 2;
    }

    /** For how long a message has waited that may not be skipped; 0 if none does. Sees it late by as much at most. */
    public synchronized long waitingNanos(long now) {
        return watched == 0 || closed ? 0 : now - watchedSince;
    }

    synchronized int pendingBytes() {
        return pendingBytes + (lanes == null ? 0 : lanes.bytes());
    }

    private void overflow(boolean allFull) {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        dropWaiting();
        sink.overflowed(allFull);
    }

    private long enqueue(byte[] head, FrameTail tail) {
        queue.add(head, tail);
        pendingBytes += cost(head, tail);
        offered++;
        if (watched == 0 && bytesInFlight > 0) {
            watched = offered;
            watchedSince = all.now();
        }
        return offered;
    }

    private void write(@Nullable ByteBuffer next) {
        if (next != null) {
            sink.write(next);
        }
    }

    private @Nullable ByteBuffer startWrite() {
        ByteBuffer next = null;
        if (bytesInFlight == 0) {
            topUp();
            next = nextBuffer();
        }
        settle();
        return next;
    }

    /** Messages that may be skipped leave their lanes when they leave altogether, not before. */
    private void topUp() {
        if (lanes == null || lanes.bytes() == 0) {
            return;
        }
        int before = queue.size();
        lanes.topUp(queue, pendingBytes, JOINED_BYTES, all.now());
        for (int i = before; i < queue.size(); i++) {
            pendingBytes += queue.length(i) + FRAME_OVERHEAD;
            offered++;
        }
        all.countDelivered(queue.size() - before);
        all.countSkipped(lanes.countSkipped());
    }

    /** Tells what others have to know. Nothing here calls back. */
    private void settle() {
        int pending = pendingBytes();
        if (Math.abs(pending - reportedBytes) >= Outboxes.REPORTED_STEP || (pending == 0 && reportedBytes > 0)) {
            all.report(this, pending - reportedBytes, pending == 0);
            reportedBytes = pending;
        }
        if (lanes != null) {
            all.wake(this, lanes);
        }
    }

    private @Nullable ByteBuffer nextBuffer() {
        if (urgent == null && queue.isEmpty()) {
            return null;
        }
        return urgent == null && queue.length(0) >= JOINED_BYTES ? alone() : joined();
    }

    private ByteBuffer alone() {
        ByteBuffer frame = queue.removeAlone();
        bytesInFlight = frame.remaining() + FRAME_OVERHEAD;
        framesInFlight = 1;
        return frame;
    }

    private ByteBuffer joined() {
        int length = urgent == null ? 0 : urgent.length;
        int frames = 0;
        while (frames < queue.size() && length + queue.length(frames) <= JOINED_BYTES) {
            length += queue.length(frames);
            frames++;
        }
        ByteBuffer joined = ByteBuffer.allocate(length);
        if (urgent != null) {
            joined.put(urgent);
            pendingBytes += urgent.length + FRAME_OVERHEAD;
            bytesInFlight += FRAME_OVERHEAD;
            urgent = null;
        }
        for (int i = 0; i < frames; i++) {
            queue.removeInto(joined);
        }
        bytesInFlight += length + frames * FRAME_OVERHEAD;
        framesInFlight = frames;
        return joined.flip();
    }

    private static int cost(byte[] head, FrameTail tail) {
        return tail.frameLength(head) + FRAME_OVERHEAD;
    }
}
