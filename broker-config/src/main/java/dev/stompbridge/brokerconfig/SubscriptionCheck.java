package dev.stompbridge.brokerconfig;

import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.broker.region.Destination;
import org.apache.activemq.broker.region.DestinationFilter;
import org.apache.activemq.broker.region.DestinationInterceptor;
import org.apache.activemq.broker.region.Subscription;
import org.apache.activemq.command.ActiveMQDestination;

/**
 * Keeps subscriptions to patterns away from destinations that their owners may not read, whether these exist already or
 * are created later.
 */
final class SubscriptionCheck implements DestinationInterceptor {

    private final AccessRules rules;

    SubscriptionCheck(AccessRules rules) {
        this.rules = rules;
    }

    @Override
    public Destination intercept(Destination destination) {
        return new CheckedDestination(destination, rules);
    }

    @Override
    public void remove(Destination destination) {
        // Nothing is kept per destination.
    }

    @Override
    public void create(Broker broker, ConnectionContext context, ActiveMQDestination destination) {
        // The right to create was checked by AuthorizationFilter.
    }

    private static final class CheckedDestination extends DestinationFilter {

        private final AccessRules rules;

        CheckedDestination(Destination next, AccessRules rules) {
            super(next);
            this.rules = rules;
        }

        @Override
        public void addSubscription(ConnectionContext context, Subscription subscription) throws Exception {
            if (rules.mayReceive(subscription, getActiveMQDestination())) {
                super.addSubscription(context, subscription);
            }
        }

        /** What was not added must not be removed either, or the queue would count its consumers wrong. */
        @Override
        public void removeSubscription(ConnectionContext context, Subscription subscription, long lastDeliveredId)
                throws Exception {
            if (rules.mayReceive(subscription, getActiveMQDestination())) {
                super.removeSubscription(context, subscription, lastDeliveredId);
            }
        }
    }
}
