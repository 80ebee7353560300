package dev.stompbridge.websocket;

/**
 * The close codes of RFC 6455 §7.4.1 and of the IANA "WebSocket Close Code Number Registry". 1004 is reserved without a
 * meaning; codes from 3000 are open to libraries (registered) and applications (4000 to 4999), see {@link CloseStatus}.
 */
public enum CloseCode {
    NORMAL_CLOSURE(1000),
    GOING_AWAY(1001),
    PROTOCOL_ERROR(1002),
    UNSUPPORTED_DATA(1003),
    /** Stands for an empty close frame; never sent. */
    NO_STATUS_RECEIVED(1005),
    /** Stands for a connection that ended without a close frame; never sent. */
    ABNORMAL_CLOSURE(1006),
    INVALID_PAYLOAD_DATA(1007),
    POLICY_VIOLATION(1008),
    MESSAGE_TOO_BIG(1009),
    MANDATORY_EXTENSION(1010),
    INTERNAL_ERROR(1011),
    SERVICE_RESTART(1012),
    TRY_AGAIN_LATER(1013),
    BAD_GATEWAY(1014),
    /** Stands for a failed TLS handshake; never sent. */
    TLS_HANDSHAKE(1015);

    private final int value;

    CloseCode(int value) {
        this.value = value;
    }

    /** The number on the wire. */
    public int value() {
        return value;
    }

    /**
     * Whether a close frame may carry this number: the registered ones but 1004, 1005, 1006 and 1015, and everything
     * from 3000 to 4999 (§7.4.2).
     */
    public static boolean mayBeSent(int code) {
        return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
    }
}
