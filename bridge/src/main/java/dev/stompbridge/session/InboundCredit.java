package dev.stompbridge.session;

import dev.stompbridge.stomp.StompFrame;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the frames of one browser that were read and not yet executed. The I/O thread adds and the session's mailbox
 * takes away; reading pauses above the upper mark and goes on below half of it.
 */
final class InboundCredit {
    /** Frames that one read may bring at most, whatever the marks: small ones cost more memory than they have bytes. */
    static final int MAX_FRAMES = 16 * 1024;

    /** Bodies of this many bytes pause reading however few they are. */
    private static final long MANY_BYTES = 1024 * 1024;

    private final int manyFrames;
    private final AtomicInteger frames = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    InboundCredit(int manyFrames) {
        this.manyFrames = manyFrames;
    }

    /** False if there are more than a well-behaved peer can have caused. */
    boolean take(StompFrame frame) {
        bytes.addAndGet(frame.body().length);
        return frames.incrementAndGet() <= MAX_FRAMES;
    }

    /** True if this was the frame with which the lower mark was reached. */
    boolean giveBack(StompFrame frame) {
        boolean wasHigh = isAboveLowMark();
        bytes.addAndGet(-frame.body().length);
        frames.decrementAndGet();
        return wasHigh && !isAboveLowMark();
    }

    boolean isExhausted() {
        return frames.get() > manyFrames || bytes.get() > MANY_BYTES;
    }

    boolean isAboveLowMark() {
        return frames.get() > manyFrames / 2 || bytes.get() > MANY_BYTES / 2;
    }
}
