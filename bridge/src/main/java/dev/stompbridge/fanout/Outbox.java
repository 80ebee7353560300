package dev.stompbridge.fanout;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written to one browser: bounded in bytes, with at most one write in flight.
 *
 * <p>Whatever arrives while a write is in flight leaves together with the next one, joined into one buffer, so that a
 * busy connection costs a system call per buffer and not per frame. Frames are complete WebSocket frames and are never
 * changed: many outboxes may hold the same bytes.
 *
 * <p>Any thread may offer; {@link #written} is called by the I/O thread. The monitor guards the queue alone and is not
 * held while the sink is called.
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
    }

    /** The outcome of an offer, when it is not the frame's position. */
    public static final long CLOSED = -1;
    /** The frame found no room and was not taken; the outbox is closed to all further ones. */
    public static final long OVERFLOW = -2;

    private final Sink sink;
    private final int maxBytes;
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>(4);

    private int pendingBytes;
    private int bytesInFlight;
    private int framesInFlight;
    private long offered;
    private long written;
    private boolean closed;
    private byte @Nullable [] urgent;

    public Outbox(Sink sink, int maxBytes) {
        this.sink = sink;
        this.maxBytes = maxBytes;
    }

    /**
     * Takes a frame, or says why not: {@link #CLOSED} or {@link #OVERFLOW}. Otherwise the answer is its position, which
     * {@link #written} reaches when the frame has left. An empty outbox takes a frame of any size.
     */
    public long offer(byte[] frame) {
        ByteBuffer next;
        long position;
        synchronized (this) {
            if (closed) {
                return CLOSED;
            }
            if (pendingBytes > 0 && pendingBytes + cost(frame) > maxBytes) {
                closed = true;
                return OVERFLOW;
            }
            position = enqueue(frame);
            next = startWrite();
        }
        write(next);
        return position;
    }

    /** Takes the last frame, whatever the bound, and closes the outbox; further calls do nothing. */
    public void offerLast(byte[] frame) {
        ByteBuffer next;
        synchronized (this) {
            closed = true;
            enqueue(frame);
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
            position = written;
            next = startWrite();
        }
        write(next);
        return position;
    }

    /** Forgets what waits; the write in flight goes on, for half a frame would make the rest unreadable. */
    public synchronized void dropWaiting() {
        waiting.clear();
        pendingBytes = bytesInFlight;
    }

    /** Forgets everything; nothing is taken or written any more. */
    public synchronized void discard() {
        closed = true;
        urgent = null;
        dropWaiting();
    }

    /** Whether nothing waits and no write is in flight. */
    public synchronized boolean isEmpty() {
        return pendingBytes == 0 && bytesInFlight == 0 && urgent == null;
    }

    /** Whether a frame of this size would be taken and leave half of the outbox free. */
    public synchronized boolean hasRoom(int bytes) {
        return pendingBytes == 0 || pendingBytes + bytes <= maxBytes / 2;
    }

    private long enqueue(byte[] frame) {
        waiting.add(frame);
        pendingBytes += cost(frame);
        return ++offered;
    }

    private void write(@Nullable ByteBuffer next) {
        if (next != null) {
            sink.write(next);
        }
    }

    private @Nullable ByteBuffer startWrite() {
        if (bytesInFlight > 0) {
            return null;
        }
        byte[] first = urgent != null ? urgent : waiting.peek();
        if (first == null) {
            return null;
        }
        return urgent == null && first.length >= JOINED_BYTES ? alone() : joined();
    }

    private ByteBuffer alone() {
        byte[] frame = waiting.remove();
        bytesInFlight = cost(frame);
        framesInFlight = 1;
        return ByteBuffer.wrap(frame);
    }

    private ByteBuffer joined() {
        ByteBuffer joined = ByteBuffer.allocate(joinedLength());
        if (urgent != null) {
            joined.put(urgent);
            pendingBytes += cost(urgent);
            bytesInFlight += cost(urgent);
            urgent = null;
        }
        byte[] frame = waiting.peek();
        while (frame != null && frame.length <= joined.remaining()) {
            joined.put(waiting.remove());
            bytesInFlight += cost(frame);
            framesInFlight++;
            frame = waiting.peek();
        }
        return joined.flip();
    }

    private int joinedLength() {
        int length = urgent == null ? 0 : urgent.length;
        for (byte[] frame : waiting) {
            if (length + frame.length > JOINED_BYTES) {
                break;
            }
            length += frame.length;
        }
        return length;
    }

    private static int cost(byte[] frame) {
        return frame.length + FRAME_OVERHEAD;
    }
}
