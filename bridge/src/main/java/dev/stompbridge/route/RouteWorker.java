package dev.stompbridge.route;

import jakarta.jms.JMSException;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.transport.Transport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of a route. Takes whatever is here, up to a full batch, and commits when nothing more is here: a single
 * message is forwarded at once, a backlog in batches of {@value Batch#MAX_MESSAGES}.
 *
 * <p>Any error costs the connection; the broker then delivers again what was not committed. Runs on one thread, which
 * must not be interrupted: over {@code vm://} it executes the broker's code, down to the store.
 */
final class RouteWorker implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(RouteWorker.class);

    private final String name;
    private final BrokerAccess access;
    private final RouteCounters counters;
    private final MessageMapping mapping;
    private final Suspects suspects = new Suspects();
    private final Backoff backoff = new Backoff();
    private final Doorbell bell = new Doorbell();
    private final CountDownLatch stopped = new CountDownLatch(1);

    private boolean outage;
    private volatile boolean connected;
    private volatile @Nullable Transport transport;

    RouteWorker(RouteSettings settings, BrokerAccess access, RouteCounters counters) {
        this.name = settings.name();
        this.access = access;
        this.counters = counters;
        this.mapping = new MessageMapping(settings, Clock.systemUTC());
    }

    boolean isConnected() {
        return connected;
    }

    /** Asks the loop to end after the batch in hand. Any thread. */
    void stop() {
        stopped.countDown();
        bell.ring();
    }

    /** Cuts the connection, so that nothing waits for the broker any longer. Any thread; may block for a while. */
    void cut() {
        Transport current = transport;
        if (current != null) {
            try {
                current.stop();
            } catch (Exception e) {
                LOG.debug("Route {}: cutting the connection", name, e);
            }
        }
    }

    @Override
    public void run() {
        try {
            while (isRunning()) {
                try {
                    serve();
                } catch (JMSException | RuntimeException e) {
                    pause(e);
                }
            }
        } catch (InterruptedException e) {
            LOG.warn("Route {}: interrupted, so it ends", name);
            Thread.currentThread().interrupt();
        }
    }

    private boolean isRunning() {
        return stopped.getCount() > 0;
    }

    /** One connection, until it breaks, is refused a batch, or the route is stopped. */
    private void serve() throws JMSException, InterruptedException {
        RouteLink link = new RouteLink(access, mapping.source(), bell, this::opened);
        try {
            connected = true;
            boolean usable = true;
            while (usable && isRunning()) {
                ActiveMQMessage message = link.poll();
                if (message == null) {
                    healthy();
                    bell.await();
                    link.check();
                } else {
                    usable = handle(link, message);
                }
            }
        } finally {
            connected = false;
            link.close();
        }
    }

    private void opened(Transport current) {
        transport = current;
        if (!isRunning()) {
            throw new IllegalStateException("closed while connecting");
        }
    }

    private boolean handle(RouteLink link, ActiveMQMessage first) throws JMSException {
        if (suspects.treatment(first.getJMSMessageID()) != Suspects.Treatment.DEAD_LETTER) {
            return forward(link, first);
        }
        Batch batch = new Batch(1);
        batch.took(first);
        link.deadLetter();
        suspects.settled(batch);
        counters.deadLettered();
        LOG.warn("Route {}: neither target nor invalid queue takes {}; dead-lettered", name, first.getJMSMessageID());
        return true;
    }

    /** Forwards a batch that begins with this message. False when the broker refused it: the link is to be replaced. */
    private boolean forward(RouteLink link, ActiveMQMessage first) throws JMSException {
        Batch batch = new Batch(suspects.batchLimit());
        try {
            @Nullable ActiveMQMessage message = first;
            while (message != null) {
                batch.took(message);
                Outgoing outgoing = map(message);
                link.send(outgoing);
                batch.sent(outgoing.invalid());
                message = batch.isFull() || !isRunning() ? null : link.poll();
            }
            link.commit();
        } catch (JMSException | RuntimeException e) {
            if (rolledBack(batch, e) == Failure.REFUSED) {
                return false;
            }
            throw e;
        }
        suspects.settled(batch);
        batch.count(counters);
        healthy();
        return true;
    }

    private Outgoing map(ActiveMQMessage message) throws JMSException {
        return suspects.treatment(message.getJMSMessageID()) == Suspects.Treatment.FORWARD
                ? mapping.map(message)
                : mapping.putAside(message, new Rejection(InvalidReason.REFUSED, "broker: did not take the message"));
    }

    private Failure rolledBack(Batch batch, Exception e) {
        counters.rolledBack();
        Failure failure = Failure.of(e);
        // When the route is closed it is the one that broke the connection.
        if (isRunning() && suspects.failed(batch, failure)) {
            LOG.warn(
                    "Route {}: a batch of {} failed, so its messages are handled one by one: {}",
                    name,
                    batch.messages(),
                    Failure.message(e));
        }
        return failure;
    }

    private void healthy() {
        if (outage) {
            outage = false;
            LOG.info("Route {}: forwarding again", name);
        }
        backoff.reset();
    }

    private void pause(Exception e) throws InterruptedException {
        if (!isRunning()) {
            return;
        }
        if (!outage) {
            outage = true;
            counters.disconnected();
            LOG.warn("Route {}: the broker cannot be used, trying again: {}", name, Failure.message(e));
        }
        LOG.debug("Route {}: failed", name, e);
        if (stopped.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.debug("Route {}: stopped while the broker was away", name);
        }
    }
}
