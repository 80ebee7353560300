package dev.stompbridge.brokerconfig;

/**
 * What the grants say about one destination.
 *
 * @param grant the first grant that decides, counted from 0; -1 when access is denied
 */
record AccessDecision(Reason reason, int grant) {

    /** Why. */
    enum Reason {
        GRANTED,
        NOT_GRANTED,
        /** Nobody may read or write what the broker says about itself. */
        ADVISORY,
        /** Nobody may list or remove delayed messages. */
        SCHEDULER,
        /** Only what has one name can be written or created. */
        WILDCARD
    }

    private static final int NO_GRANT = -1;

    static AccessDecision granted(int grant) {
        return new AccessDecision(Reason.GRANTED, grant);
    }

    static AccessDecision denied(Reason reason) {
        return new AccessDecision(reason, NO_GRANT);
    }

    boolean isGranted() {
        return reason == Reason.GRANTED;
    }
}
