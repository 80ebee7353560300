package dev.stompbridge.session;

import dev.stompbridge.stomp.StompFrame;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * Counts the frames of one browser that were read and not yet executed. The I/O thread adds and the session's mailbox
 * takes away; reading pauses above the upper mark and goes on below half of it.
 */
final class InboundCredit {
    /** Frames that one read may bring at most, whatever the marks: small ones cost more memory than they have bytes. */
    static final int MAX_FRAMES = 16 * 1024;

    /** Bodies of this many bytes pause reading however few they are. */
    private static final long MANY_BYTES = 1024 * 1024;

    private static final AtomicIntegerFieldUpdater<InboundCredit> FRAMES =
            AtomicIntegerFieldUpdater.newUpdater(InboundCredit.class, "frames");
    private static final AtomicLongFieldUpdater<InboundCredit> BYTES =
            AtomicLongFieldUpdater.newUpdater(InboundCredit.class, "bytes");

    private final int manyFrames;
    private volatile int frames;
    private volatile long bytes;

    InboundCredit(int manyFrames) {
        this.manyFrames = manyFrames;
    }

    /** False if there are more than a well-behaved peer can have caused. */
    boolean take(StompFrame frame) {
        BYTES.addAndGet(this, frame.body().length);
        return FRAMES.incrementAndGet(this) <= MAX_FRAMES;
    }

    /** True if this was the frame with which the lower mark was reached. */
    boolean giveBack(StompFrame frame) {
        boolean wasHigh = isAboveLowMark();
        BYTES.addAndGet(this, -frame.body().length);
        FRAMES.decrementAndGet(this);
        return wasHigh && !isAboveLowMark();
    }

    boolean isExhausted() {
        return frames > manyFrames || bytes > MANY_BYTES;
    }

    boolean isAboveLowMark() {
        return frames > manyFrames / 2 || bytes > MANY_BYTES / 2;
    }
}
