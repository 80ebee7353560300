package dev.stompbridge.broker;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after the other, in the order in which they were posted, on a borrowed thread.
 *
 * <p>Whatever only tasks of one mailbox touch needs no lock: each task sees what the one before it wrote. A mailbox
 * without tasks holds no thread. It has no bound of its own; whoever posts is bounded by credit (a prefetch, one
 * unanswered SEND, suspended reading).
 */
public final class Mailbox {
    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

    /** Tasks in one turn, after which other mailboxes get the thread. */
    private static final int TURN = 256;

    private static final AtomicIntegerFieldUpdater<Mailbox> SCHEDULED =
            AtomicIntegerFieldUpdater.newUpdater(Mailbox.class, "scheduled");

    private final Executor threads;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    /** 1 while a thread has been asked for or runs tasks, else 0. */
    private volatile int scheduled;

    public Mailbox(Executor threads) {
        this.threads = threads;
    }

    /** Never blocks and never runs the task on the calling thread. */
    public void post(Runnable task) {
        tasks.add(task);
        schedule();
    }

    private void schedule() {
        if (scheduled == 0 && SCHEDULED.compareAndSet(this, 0, 1)) {
            threads.execute(this::turn);
        }
    }

    private void turn() {
        for (int i = 0; i < TURN; i++) {
            Runnable task = tasks.poll();
            if (task == null) {
                break;
            }
            run(task);
        }
        scheduled = 0;
        if (!tasks.isEmpty()) {
            schedule();
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("A task failed", e);
        }
    }
}
