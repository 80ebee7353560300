package dev.stompbridge.broker;

import org.apache.activemq.command.ActiveMQTempDestination;
import org.jspecify.annotations.Nullable;

/** Of a session that may not have temporary destinations. */
public final class NoTemporaryNames implements TemporaryNames {
    public static final TemporaryNames INSTANCE = new NoTemporaryNames();

    private NoTemporaryNames() {}

    @Override
    public ActiveMQTempDestination resolve(boolean topic, String name) throws BrokerException {
        throw new BrokerException(BrokerException.Kind.UNSUPPORTED, "temporary destinations are not supported");
    }

    @Override
    public @Nullable String nameOf(ActiveMQTempDestination destination) {
        return null;
    }
}
