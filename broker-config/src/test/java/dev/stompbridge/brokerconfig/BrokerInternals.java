package dev.stompbridge.brokerconfig;

import java.util.Optional;
import org.apache.activemq.broker.BrokerRegistry;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.region.Destination;
import org.apache.activemq.command.ActiveMQDestination;

/** Looks at ActiveMQ behind an {@link EmbeddedBroker}. */
final class BrokerInternals {

    private BrokerInternals() {}

    static BrokerService service(EmbeddedBroker broker) {
        return BrokerRegistry.getInstance().lookup(broker.vmUri().getHost());
    }

    /** Empty when no such destination exists. */
    static Optional<Destination> destination(EmbeddedBroker broker, String name) {
        ActiveMQDestination destination = JmsClient.destination(name);
        try {
            return Optional.ofNullable(
                    service(broker).getBroker().getDestinationMap(destination).get(destination));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean exists(EmbeddedBroker broker, String name) {
        return destination(broker, name).isPresent();
    }
}
