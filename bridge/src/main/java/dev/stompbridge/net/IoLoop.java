package dev.stompbridge.net;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioProcessor;
import org.apache.mina.transport.socket.nio.NioSession;

/**
 * One I/O thread. Adds two things to MINA's processor: tasks that run on the thread, and suspending of reads that leaves
 * a write in flight alone.
 *
 * <p>MINA decides whether it is interested in writing by looking at the queue of writes only. A write that has begun is no
 * longer in the queue, so that suspending or resuming reads in the middle of it would stop it for ever.
 */
public final class IoLoop extends NioProcessor {
    private static final String ATTRIBUTE = "loop";

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    public IoLoop(Executor executor) {
        super(executor);
    }

    static IoLoop of(IoSession session) {
        return (IoLoop) session.getAttribute(ATTRIBUTE);
    }

    /** Runs a task on the I/O thread. It must not block; it may never run if the last session of the thread has ended. */
    void execute(Runnable task) {
        tasks.add(task);
        wakeup();
    }

    /** Any thread. */
    boolean hasSessions() {
        return allSessionsCount() > 0;
    }

    @Override
    protected void init(NioSession session) throws Exception {
        session.setAttribute(ATTRIBUTE, this);
        super.init(session);
    }

    @Override
    protected int select(long timeoutMillis) throws Exception {
        int selected = super.select(timeoutMillis);
        Runnable task = tasks.poll();
        while (task != null) {
            task.run();
            task = tasks.poll();
        }
        return selected;
    }

    /** Called on the I/O thread only, as all suspending and resuming here is done by tasks and event handlers. */
    @Override
    public void updateTrafficControl(NioSession session) {
        boolean writing = session.getCurrentWriteRequest() != null
                || !session.getWriteRequestQueue().isEmpty(session);
        try {
            setInterestedInRead(session, !session.isReadSuspended());
            setInterestedInWrite(session, writing && !session.isWriteSuspended());
        } catch (Exception e) { // the selection key may be cancelled; declared by NioProcessor
            session.getFilterChain().fireExceptionCaught(e);
        }
    }
}
