package dev.stompbridge.config;

/** Which headers a MESSAGE has. */
public enum MessageHeaders {
    /** Those that say something. */
    LEAN,
    /** All that ActiveMQ's own STOMP sends. */
    COMPLETE
}
