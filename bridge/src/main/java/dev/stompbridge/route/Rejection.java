package dev.stompbridge.route;

/** The rule a message broke. The sentence is fixed or built from bounded parts; it never quotes the body. */
final class Rejection extends Exception {

    private static final long serialVersionUID = 1L;

    private final InvalidReason reason;
    private final String rule;

    Rejection(InvalidReason reason, String rule) {
        super(rule, null, false, false);
        this.reason = reason;
        this.rule = rule;
    }

    InvalidReason reason() {
        return reason;
    }

    String rule() {
        return rule;
    }
}
