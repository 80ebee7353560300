package dev.stompbridge.it.interop;

/** Ends a scenario whose server does not conform. */
final class Finding extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Verdict.Outcome outcome;
    private final String what;

    private Finding(Verdict.Outcome outcome, String what) {
        super(what);
        this.outcome = outcome;
        this.what = what;
    }

    /** It did something else than the clause says. */
    static Finding deviates(String what) {
        return new Finding(Verdict.Outcome.DEVIATES, what);
    }

    /** It said no to something legal. */
    static Finding refused(String what) {
        return new Finding(Verdict.Outcome.REFUSED, what);
    }

    /** It ignored what was sent. */
    static Finding noAnswer(String what) {
        return new Finding(Verdict.Outcome.NO_ANSWER, what);
    }

    Verdict verdict() {
        return new Verdict(outcome, what);
    }
}
