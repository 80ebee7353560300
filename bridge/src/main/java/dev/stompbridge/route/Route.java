package dev.stompbridge.route;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running route: takes messages from a queue, checks them, and forwards them or puts them aside, in transactions of
 * the broker whose size follows the backlog.
 *
 * <p>Order is kept as long as the route is the only consumer of its source and all messages have one priority. Delivery
 * modes are kept, so durable subscribers of the target lose nothing that the source did not. Should a message be
 * forwarded twice after a crash, both carry the same {@code originalMessageId}.
 *
 * <p>Has a thread {@code route-NAME} and a connection of its own. A target or invalid queue at its limit blocks this
 * route only, until there is room. While the broker is away it tries again with growing pauses, at most 10 s.
 *
 * <p>Asks of the broker: {@code maxUncommittedCount} of 500 or more, and 1 MiB or more wherever the memory of a single
 * target or invalid queue is limited, for what is not yet committed counts there already.
 */
public final class Route implements AutoCloseable {

    /** In this time the batch in hand is finished, else it is rolled back. */
    private static final Duration FINISH = Duration.ofMillis(600);
    /** The broker notices once a second that a sender it holds back has gone. */
    private static final Duration ROLL_BACK = Duration.ofMillis(1300);

    private static final Logger LOG = LoggerFactory.getLogger(Route.class);

    private final RouteWorker worker;
    private final Thread thread;

    private Route(RouteWorker worker, Thread thread) {
        this.worker = worker;
        this.thread = thread;
    }

    /** Starts the route and returns at once, whether or not the broker can be reached yet. */
    public static Route start(RouteSettings settings, BrokerAccess broker, RouteCounters counters) {
        RouteWorker worker = new RouteWorker(settings, broker, counters);
        Thread thread = new Thread(worker, "route-" + settings.name());
        thread.setDaemon(true);
        thread.start();
        return new Route(worker, thread);
    }

    /** Whether the route consumes its source at this moment, for readiness. Any thread. */
    public boolean isConnected() {
        return worker.isConnected();
    }

    /**
     * Ends the route within 2 s. The batch in hand is finished, or rolled back when the broker does not take it. Any
     * thread; closing again does nothing.
     */
    @Override
    public void close() {
        worker.stop();
        try {
            thread.join(FINISH.toMillis());
            if (thread.isAlive()) {
                cut();
                thread.join(ROLL_BACK.toMillis());
            }
        } catch (InterruptedException e) {
            cut();
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("{} still waits for the broker and ends when that answers", thread.getName());
        }
    }

    /** On a thread of its own, for cutting waits as long as the broker holds on to the connection. */
    private void cut() {
        Thread cutter = new Thread(worker::cut, thread.getName() + "-cut");
        cutter.setDaemon(true);
        cutter.start();
    }
}
