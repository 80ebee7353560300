package dev.stompbridge.stomp;

/**
 * The peer broke a rule of STOMP or a limit. The rule is a short fixed sentence that holds nothing of what the peer
 * sent, so it may go into an ERROR frame and be counted by its text. Carries no stack trace: a peer can cause it at any
 * rate.
 */
public final class StompViolation extends Exception {
    private static final long serialVersionUID = 1L;

    private final String rule;

    public StompViolation(String rule) {
        super(rule, null, false, false);
        this.rule = rule;
    }

    /** The broken rule as one sentence, for example "A header line must contain a colon." */
    public String rule() {
        return rule;
    }

    static void require(boolean kept, String rule) throws StompViolation {
        if (!kept) {
            throw new StompViolation(rule);
        }
    }
}
