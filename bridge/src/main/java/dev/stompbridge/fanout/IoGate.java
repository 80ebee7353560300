package dev.stompbridge.fanout;

import java.util.concurrent.Executor;

/**
 * Keeps one topic from running ahead of the I/O threads: it is closed while they have not come around since a buffer's
 * worth of bytes was given to each member. So a fast sender fills no outbox of a browser that reads, however slow this
 * machine is; a browser that does not read closes nothing. Its topic's thread owns it.
 */
final class IoGate {
    /** For each member. */
    private static final int ROUND_BYTES = Outbox.JOINED_BYTES;

    private final Rounds rounds;
    private final Executor mailbox;
    private final Runnable onOpen;
    private int ahead;
    private boolean waiting;

    /** {@code onOpen} runs in the mailbox when the gate may be open again. */
    IoGate(Rounds rounds, Executor mailbox, Runnable onOpen) {
        this.rounds = rounds;
        this.mailbox = mailbox;
        this.onOpen = onOpen;
    }

    boolean isOpen() {
        return !waiting || ahead < ROUND_BYTES;
    }

    /** So many bytes went to each member. */
    void passed(int bytes) {
        ahead += bytes;
        if (!waiting && ahead >= ROUND_BYTES) {
            ahead = 0;
            waiting = true;
            rounds.afterNext(() -> mailbox.execute(this::cameAround));
        }
    }

    private void cameAround() {
        waiting = false;
        passed(0);
        onOpen.run();
    }
}
