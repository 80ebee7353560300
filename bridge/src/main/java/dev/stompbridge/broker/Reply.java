package dev.stompbridge.broker;

import org.jspecify.annotations.Nullable;

/** The answer to one request, given exactly once and on any thread; it must not block. */
@FunctionalInterface
public interface Reply {
    /** Null means that the broker has accepted it and, for a persistent message, stored it. */
    void answer(@Nullable BrokerException failure);
}
