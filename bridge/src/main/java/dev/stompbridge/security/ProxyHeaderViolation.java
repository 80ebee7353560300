package dev.stompbridge.security;

/**
 * A connection that had to begin with a PROXY protocol header began with something else. The rule is a fixed sentence;
 * there is no stack trace, so that a flood of these costs little.
 */
public final class ProxyHeaderViolation extends Exception {

    private static final long serialVersionUID = 1L;

    ProxyHeaderViolation(String rule) {
        super(rule, null, false, false);
    }

    /** One sentence that names the rule, and the section of the protocol's text where there is one. */
    public String rule() {
        return String.valueOf(getMessage());
    }
}
