package dev.stompbridge.brokerconfig;

import org.apache.activemq.advisory.AdvisoryBroker;
import org.apache.activemq.advisory.AdvisorySupport;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.broker.region.MessageReference;
import org.apache.activemq.broker.region.Subscription;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQTopic;
import org.apache.activemq.command.Command;
import org.apache.activemq.command.ConsumerId;

/**
 * Publishes the advisories that somebody may read, those of temporary destinations, and no others. All others would
 * cost a message per connection, subscription and expiry, and a topic per destination and per pattern that anybody
 * subscribes to, which {@code maxDestinations} does not bound.
 */
final class TemporaryDestinationAdvisories extends AdvisoryBroker {

    TemporaryDestinationAdvisories(Broker next) {
        super(next);
    }

    @Override
    protected void fireAdvisory(ConnectionContext context, ActiveMQTopic topic, Command command, ConsumerId target)
            throws Exception {
        if (AdvisorySupport.isTempDestinationAdvisoryTopic(topic)) {
            super.fireAdvisory(context, topic, command, target);
        }
    }

    @Override
    protected void fireConsumerAdvisory(
            ConnectionContext context,
            ActiveMQDestination destination,
            ActiveMQTopic topic,
            Command command,
            ConsumerId target) {
        // Nobody may read it.
    }

    @Override
    protected void fireProducerAdvisory(
            ConnectionContext context,
            ActiveMQDestination destination,
            ActiveMQTopic topic,
            Command command,
            ConsumerId target) {
        // Nobody may read it.
    }

    @Override
    public void messageExpired(ConnectionContext context, MessageReference message, Subscription subscription) {
        getNext().messageExpired(context, message, subscription);
    }

    @Override
    public boolean sendToDeadLetterQueue(
            ConnectionContext context, MessageReference message, Subscription subscription, Throwable cause) {
        return getNext().sendToDeadLetterQueue(context, message, subscription, cause);
    }
}
