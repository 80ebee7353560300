package dev.stompbridge.brokerconfig;

import java.util.List;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.command.ActiveMQObjectMessage;
import org.apache.activemq.command.MessageDispatch;

/**
 * Takes from every object message, before it leaves the broker, the trust in any class: should some translator inside
 * this process try to deserialise it, it fails. JMS clients apply their own trust on their side.
 */
final class ObjectMessageFilter extends BrokerFilter {

    ObjectMessageFilter(Broker next) {
        super(next);
    }

    @Override
    public void preProcessDispatch(MessageDispatch dispatch) {
        if (dispatch.getMessage() instanceof ActiveMQObjectMessage message) {
            message.setTrustAllPackages(false);
            message.setTrustedPackages(List.of());
        }
        super.preProcessDispatch(dispatch);
    }
}
