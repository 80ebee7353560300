package dev.stompbridge.route;

import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQMessage;
import org.jspecify.annotations.Nullable;

/**
 * What a route sends for one message it took.
 *
 * @param timeToLive milliseconds, 0 for ever
 * @param invalid why it goes to the invalid queue, null when it is forwarded
 */
record Outgoing(
        ActiveMQDestination destination,
        ActiveMQMessage message,
        long timeToLive,
        @Nullable InvalidReason invalid) {}
