package dev.stompbridge.broker;

import org.apache.activemq.command.ActiveMQTempDestination;
import org.jspecify.annotations.Nullable;

/**
 * The temporary destinations of one session, under the names that its browser chose. Two sessions that choose the same
 * name mean two destinations.
 */
public interface TemporaryNames {
    /** The destination of this name without its prefix; made when it is first named. */
    ActiveMQTempDestination resolve(boolean topic, String name) throws BrokerException;

    /** The name without its prefix, of a destination that {@link #resolve} gave; null for all others. */
    @Nullable
    String nameOf(ActiveMQTempDestination destination);
}
