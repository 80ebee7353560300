package dev.stompbridge.config;

/** What happens when a browser does not take the messages of a subscription in time. */
public enum OutboxPolicy {
    /** It is disconnected; nothing is ever left out. */
    DISCONNECT,
    /** The messages that wait longest are left out. */
    DROP_OLDEST,
    /** Of the messages with the same key the latest waits alone. */
    CONFLATE
}
