package dev.stompbridge.session;

/**
 * Every reason for which a WebSocket connection ends, with the close code and reason that its peer sees (RFC 6455 §7.4).
 *
 * <p>Codes of 4000 and more are the bridge's own. Those below 4100 say that the same attempt would fail again; from 4100 on
 * coming back is the right thing to do.
 */
public enum Disconnect {
    /** The peer said goodbye, by a close frame or by DISCONNECT. */
    NORMAL(1000, ""),
    /** The socket ended without a goodbye; nobody sees the code. */
    VANISHED(1006, "connection lost"),
    SHUTDOWN(1001, "the bridge is shutting down"),
    WEBSOCKET_VIOLATION(1002, "protocol violation"),
    UNSUPPORTED_DATA(1003, "this kind of message is not taken here"),
    NOT_UTF8(1007, "not UTF-8"),
    TOO_BIG(1009, "message too big"),
    INTERNAL_ERROR(1011, "internal error"),

    STOMP_ERROR(4000, "STOMP error"),
    LOGIN_REFUSED(4001, "login refused"),
    ACCESS_DENIED(4002, "not authorized"),
    TOO_MANY_FRAMES(4003, "too many frames at once"),
    TAKEN_OVER(4004, "another session took over the client id"),
    TRANSACTION_TIMEOUT(4005, "a transaction was open for too long"),
    CONTRACT_BROKEN(4006, "a message broke its contract"),
    TOKEN_EXPIRED(4007, "the token has expired"),

    OUTBOX_FULL(4100, "too slow: the outbox is full"),
    HEART_BEAT_MISSED(4101, "no sign of life"),
    CONNECT_TIMEOUT(4102, "no CONNECT in time"),
    BROKER_LOST(4103, "the broker is away"),
    BROKER_INTERRUPTED(4104, "the link to the broker was interrupted"),
    BUSY(4105, "too busy, try again later", 30),
    SUBSCRIPTION_ENDED(4106, "the broker ended a subscription that held up others"),
    CLIENT_ID_IN_USE(4107, "the client id is in use"),
    BROKER_FULL(4108, "the broker has no room"),
    OUTBOX_TOO_OLD(4109, "too slow: messages waited for too long"),
    SLOWEST(4110, "too slow: all outboxes together are full, and this one most"),
    TOO_FAST(4111, "too fast: wait before coming back", 10),
    RIGHTS_CHANGED(4112, "the rights of the user have changed"),
    TOO_MANY_SESSIONS(4113, "too many sessions of this user", 30),
    MESSAGE_TIMEOUT(4114, "a message took too long to arrive");

    private final int code;
    private final String reason;
    private final int retryAfterSeconds;

    Disconnect(int code, String reason) {
        this(code, reason, 0);
    }

    Disconnect(int code, String reason, int retryAfterSeconds) {
        this.code = code;
        this.reason = reason;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public int code() {
        return code;
    }

    public String reason() {
        return reason;
    }

    /** How long to wait before coming back, 0 if there is nothing to wait for. */
    int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
