package dev.stompbridge.fanout;

import java.nio.ByteBuffer;

/**
 * Frames in their order, each as a subscriber's own head and a shared tail. A ring that grows by doubling and has no memory
 * before its first frame and after {@link #clear}. Its owner guards it.
 */
final class FrameQueue {
    static final byte[] NO_HEAD = {};

    private static final int FIRST_CAPACITY = 4;

    private static final byte[][] NO_HEADS = {};
    private static final FrameTail[] NO_TAILS = {};

    private byte[][] heads = NO_HEADS;
    private FrameTail[] tails = NO_TAILS;
    private int first;
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    void add(byte[] head, FrameTail tail) {
        if (size == tails.length) {
            grow();
        }
        int last = (first + size) & (tails.length - 1);
        heads[last] = head;
        tails[last] = tail;
        size++;
    }

    /** Bytes of the frame at this place from the front. */
    int length(int place) {
        int at = (first + place) & (tails.length - 1);
        return tails[at].frameLength(heads[at]);
    }

    int size() {
        return size;
    }

    /** Takes the first frame as it is, if nothing has to be put in front of its tail. */
    ByteBuffer removeAlone() {
        byte[] whole = tails[first].whole();
        ByteBuffer alone = whole == null ? ByteBuffer.allocate(length(0)) : ByteBuffer.wrap(whole);
        if (whole == null) {
            tails[first].putFrame(heads[first], alone);
            alone.flip();
        }
        forgetFirst();
        return alone;
    }

    /** Takes the first frame and puts it into a buffer that has room for it. */
    void removeInto(ByteBuffer out) {
        tails[first].putFrame(heads[first], out);
        forgetFirst();
    }

    void clear() {
        heads = NO_HEADS;
        tails = NO_TAILS;
        first = 0;
        size = 0;
    }

    @SuppressWarnings("NullAway") // the places outside of the queue hold nothing
    private void forgetFirst() {
        heads[first] = null;
        tails[first] = null;
        first = (first + 1) & (tails.length - 1);
        size--;
    }

    private void grow() {
        int capacity = Math.max(FIRST_CAPACITY, 2 * tails.length);
        byte[][] moreHeads = new byte[capacity][];
        FrameTail[] moreTails = new FrameTail[capacity];
        int untilEnd = tails.length - first;
        System.arraycopy(heads, first, moreHeads, 0, untilEnd);
        System.arraycopy(tails, first, moreTails, 0, untilEnd);
        System.arraycopy(heads, 0, moreHeads, untilEnd, first);
        System.arraycopy(tails, 0, moreTails, untilEnd, first);
        heads = moreHeads;
        tails = moreTails;
        first = 0;
    }
}
