package dev.stompbridge.load.client;

import org.jspecify.annotations.Nullable;

/** Which sequence numbers, from 1, one subscriber has received: exact for everything that is at most so much late. */
final class SequenceCheck {
    private static final int MEMORY = 1 << 14;

    private final Ledger ledger;
    private long highest;

    /** A bit for each of the last {@link #MEMORY} numbers that is missing; null as long as none ever was. */
    private long @Nullable [] missing;

    SequenceCheck(Ledger ledger) {
        this.ledger = ledger;
    }

    long highest() {
        return highest;
    }

    void received(long sequence) {
        if (sequence == highest + 1 && missing == null) {
            highest = sequence;
        } else if (sequence > highest) {
            ahead(sequence);
        } else {
            behind(sequence);
        }
    }

    private void ahead(long sequence) {
        long[] bits = missing;
        if (bits == null) {
            bits = new long[MEMORY / Long.SIZE];
            missing = bits;
        }
        ledger.missed(sequence - highest - 1);
        for (long gap = Math.max(highest + 1, sequence - MEMORY); gap < sequence; gap++) {
            bits[word(gap)] |= 1L << gap;
        }
        bits[word(sequence)] &= ~(1L << sequence);
        highest = sequence;
    }

    private void behind(long sequence) {
        long[] bits = missing;
        if (bits != null && highest - sequence < MEMORY && (bits[word(sequence)] & 1L << sequence) != 0) {
            bits[word(sequence)] &= ~(1L << sequence);
            ledger.cameLate();
        } else {
            ledger.cameAgain();
        }
    }

    private static int word(long sequence) {
        return (int) (sequence % MEMORY) / Long.SIZE;
    }
}
