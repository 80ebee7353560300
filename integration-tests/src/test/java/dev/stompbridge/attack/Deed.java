package dev.stompbridge.attack;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;

/** What attackers do once they have come in. The buffers are shared: who writes one duplicates it. */
final class Deed {
    private final ByteBuffer first;
    private final ByteBuffer piece;
    private final int frames;
    private final Duration pause;

    private Deed(byte[] first, byte[] piece, int frames, Duration pause) {
        this.first = ByteBuffer.wrap(first).asReadOnlyBuffer();
        this.piece = ByteBuffer.wrap(piece).asReadOnlyBuffer();
        this.frames = frames;
        this.pause = pause;
    }

    /** Says this, which may be nothing, and then waits for ever. */
    static Deed once(byte[] first) {
        return new Deed(first, new byte[0], 0, Duration.ZERO);
    }

    /** Says this, and then a little after each pause. */
    static Deed drip(byte[] first, byte[] drop, Duration pause) {
        return new Deed(first, drop, 0, pause);
    }

    /** Says this, and then so many of these at a time, as fast as all attackers together may. */
    static Deed flood(byte[] first, byte[] frame, int frames) {
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        for (int i = 0; i < frames; i++) {
            piece.writeBytes(frame);
        }
        return new Deed(first, piece.toByteArray(), frames, Duration.ZERO);
    }

    ByteBuffer first() {
        return first.duplicate();
    }

    ByteBuffer piece() {
        return piece.duplicate();
    }

    /** Of each piece of a flood. */
    int frames() {
        return frames;
    }

    Duration pause() {
        return pause;
    }

    boolean isDrip() {
        return !pause.isZero();
    }

    boolean isFlood() {
        return frames > 0;
    }
}
