package dev.stompbridge.demo.site;

import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.ActiveMQConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one piece of work with a session of the broker, on a thread of its own, which owns connection and session. When the
 * broker is lost it connects again, from the beginning and as often as needed, until it is closed.
 */
final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration RETRY = Duration.ofMillis(500);
    /** What the thread gets to end by itself, and after its connection has been cut. */
    private static final Duration GRACE = Duration.ofMillis(700);

    /** What is done with a session. */
    interface Work {
        /** Goes on until the broker is lost or the worker is closed, which interrupts it. */
        void with(Session session) throws JMSException, InterruptedException;
    }

    private final String name;
    private final SiteBroker broker;
    private final Work work;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable ActiveMQConnection connection;

    private Worker(String name, SiteBroker broker, Work work) {
        this.name = name;
        this.broker = broker;
        this.work = work;
        this.thread = new Thread(this::run, name);
        // A connect that hangs cannot be interrupted; it must not keep the process alive.
        thread.setDaemon(true);
    }

    /** Returns at once, whether or not the broker is there. */
    static Worker start(String name, SiteBroker broker, Work work) {
        Worker worker = new Worker(name, broker, work);
        worker.thread.start();
        return worker;
    }

    /** Takes less than two seconds, whatever the broker does. */
    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
        if (!ended()) {
            cut();
            if (!ended()) {
                LOG.warn("{} hangs and is left behind", name);
            }
        }
    }

    private boolean ended() {
        try {
            thread.join(GRACE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    private void run() {
        boolean failed = false;
        try {
            while (closing.getCount() > 0) {
                try {
                    work();
                } catch (JMSException e) {
                    if (!failed && closing.getCount() > 0) {
                        LOG.warn("{} lost {}, trying again: {}", name, broker, e.getMessage());
                    }
                    failed = true;
                } finally {
                    disconnect();
                }
                if (closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("{} ends", name, e);
        }
    }

    private void work() throws JMSException, InterruptedException {
        ActiveMQConnection opened = broker.connect(name);
        connection = opened;
        work.with(opened.createSession(false, Session.AUTO_ACKNOWLEDGE));
    }

    private void disconnect() {
        ActiveMQConnection ending = connection;
        connection = null;
        if (ending == null) {
            return;
        }
        // An interrupt that has not been noticed would break off the closing.
        boolean interrupted = Thread.interrupted();
        try {
            ending.close();
        } catch (JMSException e) {
            LOG.debug("{} did not close its connection cleanly", name, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void cut() {
        ActiveMQConnection cut = connection;
        if (cut == null) {
            return;
        }
        try {
            cut.getTransport().stop();
        } catch (Exception e) {
            LOG.debug("{} did not cut its connection", name, e);
        }
    }
}
