package dev.stompbridge.broker;

import org.apache.activemq.command.ActiveMQTempDestination;
import org.apache.activemq.command.ActiveMQTempQueue;
import org.apache.activemq.command.ActiveMQTempTopic;
import org.jspecify.annotations.Nullable;

/** A session whose every temporary destination is its first on a connection with a fixed id. */
final class OneTemporaryName implements TemporaryNames {
    static final String CONNECTION = "ID:test:1";

    private @Nullable String named;

    @Override
    public ActiveMQTempDestination resolve(boolean topic, String name) {
        named = name;
        return topic ? new ActiveMQTempTopic(CONNECTION + ":1") : new ActiveMQTempQueue(CONNECTION + ":1");
    }

    @Override
    public @Nullable String nameOf(ActiveMQTempDestination destination) {
        return destination.getConnectionId().equals(CONNECTION) ? named : null;
    }
}
