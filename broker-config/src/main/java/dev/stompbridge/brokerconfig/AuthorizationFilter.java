package dev.stompbridge.brokerconfig;

import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.broker.ProducerBrokerExchange;
import org.apache.activemq.broker.region.Destination;
import org.apache.activemq.broker.region.Subscription;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ConsumerInfo;
import org.apache.activemq.command.DestinationInfo;
import org.apache.activemq.command.Message;
import org.apache.activemq.command.ProducerInfo;
import org.apache.activemq.command.RemoveSubscriptionInfo;

/**
 * Asks {@link AccessRules} before anything is created, removed, consumed or sent.
 *
 * <p>It stands in for ActiveMQ's {@code AuthorizationBroker}, which lets whoever may create a queue remove it with all
 * its messages, allows a composite destination only to a group that may use all of it, and remembers the destinations
 * of each connection without a bound. Nothing is remembered here: a check is a walk over the grants.
 */
final class AuthorizationFilter extends BrokerFilter {

    private final AccessRules rules;

    AuthorizationFilter(Broker next, AccessRules rules) {
        super(next);
        this.rules = rules;
    }

    @Override
    public void addDestinationInfo(ConnectionContext context, DestinationInfo info) throws Exception {
        rules.requireCreate(context, info.getDestination());
        super.addDestinationInfo(context, info);
    }

    /** The broker calls this for every send and subscription, to find the destination or to create it. */
    @Override
    public Destination addDestination(ConnectionContext context, ActiveMQDestination destination, boolean temporaryToo)
            throws Exception {
        boolean creates = temporaryToo || !destination.isTemporary();
        if (creates && !getDestinationMap(destination).containsKey(destination)) {
            rules.requireCreate(context, destination);
        }
        return super.addDestination(context, destination, temporaryToo);
    }

    @Override
    public void removeDestinationInfo(ConnectionContext context, DestinationInfo info) throws Exception {
        rules.requireRemove(context, info.getDestination());
        super.removeDestinationInfo(context, info);
    }

    @Override
    public void removeDestination(ConnectionContext context, ActiveMQDestination destination, long timeout)
            throws Exception {
        rules.requireRemove(context, destination);
        super.removeDestination(context, destination, timeout);
    }

    @Override
    public Subscription addConsumer(ConnectionContext context, ConsumerInfo info) throws Exception {
        rules.requireRead(context, info.getDestination(), info.isDurable());
        return super.addConsumer(context, info);
    }

    /** ActiveMQ would remove the durable subscription of any client that the command names. */
    @Override
    public void removeSubscription(ConnectionContext context, RemoveSubscriptionInfo info) throws Exception {
        rules.requireOwner(context, info);
        super.removeSubscription(context, info);
    }

    @Override
    public void addProducer(ConnectionContext context, ProducerInfo info) throws Exception {
        if (info.getDestination() != null) {
            rules.requireWrite(context, info.getDestination());
        }
        super.addProducer(context, info);
    }

    @Override
    public void send(ProducerBrokerExchange exchange, Message message) throws Exception {
        rules.requireWrite(exchange.getConnectionContext(), message.getDestination());
        if (message.getReplyTo() != null) {
            rules.requireAnswer(exchange.getConnectionContext(), message.getReplyTo());
        }
        super.send(exchange, message);
    }
}
