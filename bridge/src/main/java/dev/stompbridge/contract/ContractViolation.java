package dev.stompbridge.contract;

/**
 * A message broke a rule of a contract. The rule is a short sentence that is fixed or built from bounded parts and never
 * quotes the body, so it may go into an ERROR frame. Carries no stack trace: a peer can cause it at any rate.
 */
public final class ContractViolation extends Exception {
    private static final long serialVersionUID = 1L;

    /** What the broken rule is about. */
    public enum Kind {
        /** The body has too many bytes. */
        SIZE,
        /** The content-type is missing or another one. */
        CONTENT_TYPE,
        /** The body is not UTF-8. */
        ENCODING,
        /** The body is not one JSON object within the limits of nesting and length. */
        JSON,
        /** The body does not fit the schema. */
        SCHEMA
    }

    private final Kind kind;
    private final String rule;

    ContractViolation(Kind kind, String rule) {
        super(rule, null, false, false);
        this.kind = kind;
        this.rule = rule;
    }

    public Kind kind() {
        return kind;
    }

    /** What is wrong with what, for example "price: is too small". */
    public String rule() {
        return rule;
    }
}
