package dev.stompbridge.websocket;

/**
 * A peer broke a rule of RFC 6455 or a limit. It has no stack trace: the rule says what happened, and peers can cause
 * as many of these as they like.
 */
public final class WebSocketViolation extends Exception {

    private static final long serialVersionUID = 1L;

    private final CloseCode code;
    private final String rule;

    WebSocketViolation(CloseCode code, String rule) {
        super(rule, null, false, false);
        this.code = code;
        this.rule = rule;
    }

    static WebSocketViolation protocol(String rule) {
        return new WebSocketViolation(CloseCode.PROTOCOL_ERROR, rule);
    }

    static WebSocketViolation tooBig(String rule) {
        return new WebSocketViolation(CloseCode.MESSAGE_TOO_BIG, rule);
    }

    /** The code for the close frame that answers it. */
    public CloseCode code() {
        return code;
    }

    /** The rule in one fixed sentence with its clause, at most 123 bytes of UTF-8: fit to be a close reason. */
    public String rule() {
        return rule;
    }
}
