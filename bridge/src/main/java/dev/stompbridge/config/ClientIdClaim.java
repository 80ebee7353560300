package dev.stompbridge.config;

/** What happens when a session claims a client id that another one has. */
public enum ClientIdClaim {
    /** The newcomer gets an ERROR. */
    REFUSE,
    /** The other session is closed, and the newcomer goes on when it has gone. */
    REPLACE
}
