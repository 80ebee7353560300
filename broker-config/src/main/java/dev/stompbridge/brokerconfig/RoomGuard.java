package dev.stompbridge.brokerconfig;

import jakarta.jms.ResourceAllocationException;
import org.apache.activemq.ScheduledMessage;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.broker.ProducerBrokerExchange;
import org.apache.activemq.broker.region.Destination;
import org.apache.activemq.broker.region.DestinationFilter;
import org.apache.activemq.broker.region.DestinationInterceptor;
import org.apache.activemq.broker.region.Topic;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.Message;
import org.apache.activemq.transaction.Transaction;
import org.apache.activemq.usage.SystemUsage;
import org.jspecify.annotations.Nullable;

/**
 * Looks after two kinds of sends to a destination without room, which ActiveMQ would simply let wait.
 *
 * <p>What a shared link sends inside a transaction is refused with a {@link ResourceAllocationException}: waiting, the
 * connection would hold up the acknowledgements of others that make room. Backends and routes share their connections
 * with nobody and wait. A message that asked for no response marks its transaction: the commit fails and carries the
 * refusal as a cause.
 *
 * <p>A delayed message that is due waits until there is room or the broker stops, and then stays scheduled. Inside
 * ActiveMQ it would wait on, and the broker would never stop.
 */
final class RoomGuard implements DestinationInterceptor {

    /** Before ActiveMQ's own 100, for another connection may send between this check and ActiveMQ's. */
    static final int ALMOST_FULL_PERCENT = 99;

    /**
     * Further before it: what a transaction holds in memory may go to the temporary store at its commit, when nothing
     * can be refused any more.
     */
    static final int SPOOL_ALMOST_FULL_PERCENT = 90;

    private static final int POLL_MILLIS = 100;

    private final BrokerService service;

    RoomGuard(BrokerService service) {
        this.service = service;
    }

    @Override
    public Destination intercept(Destination destination) {
        return new GuardedDestination(destination, service);
    }

    @Override
    public void remove(Destination destination) {
        // Nothing is kept per destination.
    }

    @Override
    public void create(Broker broker, ConnectionContext context, ActiveMQDestination destination) {
        // A new destination has no room of its own.
    }

    /** An error, since the scheduler forgets a message whose sending ends with an exception. */
    private static final class StoppedWhileDue extends Error {
        private static final long serialVersionUID = 1L;

        StoppedWhileDue() {
            super("The broker stops; the message stays scheduled.");
        }
    }

    private static final class GuardedDestination extends DestinationFilter {

        private final BrokerService service;
        private final SystemUsage usage;

        GuardedDestination(Destination next, BrokerService service) {
            super(next);
            this.service = service;
            usage = service.getSystemUsage();
        }

        @Override
        public void send(ProducerBrokerExchange exchange, Message message) throws Exception {
            ConnectionContext context = exchange.getConnectionContext();
            Transaction transaction = context.getTransaction();
            if (transaction != null && isSharedLink(context)) {
                if (transaction.isRollbackOnly() && !message.isResponseRequired()) {
                    return; // It can not be committed any more; the commit says why.
                }
                requireRoom(message);
            } else if (isDue(context, message)) {
                awaitRoom(message);
            }
            super.send(exchange, message);
        }

        private static boolean isSharedLink(ConnectionContext context) {
            return context.getSecurityContext() instanceof BrokerIdentity identity && identity.isSharedLink();
        }

        /** Whether the scheduler sends it. */
        private static boolean isDue(ConnectionContext context, Message message) throws Exception {
            return context.getSecurityContext() != null
                    && context.getSecurityContext().isBrokerContext()
                    && message.getProperty(ScheduledMessage.AMQ_SCHEDULED_ID) != null;
        }

        private void requireRoom(Message message) throws ResourceAllocationException {
            String full = whatIsFull(message);
            if (full != null) {
                throw new ResourceAllocationException("The " + full + " has no room for a message in a transaction to "
                        + getActiveMQDestination().getQualifiedName() + ".");
            }
        }

        private void awaitRoom(Message message) throws InterruptedException {
            while (whatIsFull(message) != null) {
                if (service.isStopping()) {
                    throw new StoppedWhileDue();
                }
                Thread.sleep(POLL_MILLIS);
            }
        }

        /** An expired message is thrown away and needs no room. */
        private @Nullable String whatIsFull(Message message) {
            if (message.isExpired()) {
                return null;
            }
            if (getMemoryUsage().isFull(ALMOST_FULL_PERCENT)) {
                return "memory";
            }
            if (needsStore(message) && usage.getStoreUsage().isFull(ALMOST_FULL_PERCENT)) {
                return "store";
            }
            boolean maySpool = next instanceof Topic || !message.isPersistent();
            return maySpool && usage.getTempUsage().isFull(SPOOL_ALMOST_FULL_PERCENT) ? "temporary store" : null;
        }

        /** A topic stores for durable subscriptions only, and its other senders wait behind one that waits to store. */
        private boolean needsStore(Message message) {
            return next instanceof Topic topic
                    ? !topic.getDurableTopicSubs().isEmpty()
                    : message.isPersistent() && getMessageStore() != null;
        }
    }
}
