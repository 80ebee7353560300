package dev.stompbridge.brokerconfig;

import jakarta.jms.ResourceAllocationException;
import org.apache.activemq.broker.Broker;
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
 * Refuses what a shared link sends inside a transaction while its destination has no room, with a
 * {@link ResourceAllocationException}. ActiveMQ would make the connection wait, and with it the acknowledgements of
 * others that would make room. Backends and routes share their connections with nobody and wait.
 *
 * <p>A message that asked for no response marks its transaction: the commit fails and carries the refusal as a cause.
 */
final class RoomGuard implements DestinationInterceptor {

    /** Before ActiveMQ's own 100, for another connection may send between this check and ActiveMQ's. */
    private static final int ALMOST_FULL_PERCENT = 99;

    /**
     * Further before it: what a transaction holds in memory may go to the temporary store at its commit, when nothing
     * can be refused any more.
     */
    private static final int SPOOL_ALMOST_FULL_PERCENT = 90;

    private final SystemUsage usage;

    RoomGuard(SystemUsage usage) {
        this.usage = usage;
    }

    @Override
    public Destination intercept(Destination destination) {
        return new GuardedDestination(destination, usage);
    }

    @Override
    public void remove(Destination destination) {
        // Nothing is kept per destination.
    }

    @Override
    public void create(Broker broker, ConnectionContext context, ActiveMQDestination destination) {
        // A new destination has no room of its own.
    }

    private static final class GuardedDestination extends DestinationFilter {

        private final SystemUsage usage;

        GuardedDestination(Destination next, SystemUsage usage) {
            super(next);
            this.usage = usage;
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
            }
            super.send(exchange, message);
        }

        private static boolean isSharedLink(ConnectionContext context) {
            return context.getSecurityContext() instanceof BrokerIdentity identity && identity.isSharedLink();
        }

        /** An expired message is thrown away and needs none. */
        private void requireRoom(Message message) throws ResourceAllocationException {
            String full = message.isExpired() ? null : whatIsFull(message);
            if (full != null) {
                throw new ResourceAllocationException("The " + full + " has no room for a message in a transaction to "
                        + getActiveMQDestination().getQualifiedName() + ".");
            }
        }

        private @Nullable String whatIsFull(Message message) {
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
