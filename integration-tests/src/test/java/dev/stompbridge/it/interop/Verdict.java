package dev.stompbridge.it.interop;

/** What one server made of one scenario; {@code what} is a short fixed phrase, empty if it conforms. */
public record Verdict(Outcome outcome, String what) {
    static final Verdict CONFORMS = new Verdict(Outcome.CONFORMS, "");

    /** The four ways a scenario ends. */
    public enum Outcome {
        CONFORMS("conforms"),
        DEVIATES("deviates"),
        /** The server said no to something legal: an ERROR, a status of HTTP, a close. */
        REFUSED("refused"),
        NO_ANSWER("no answer");

        private final String text;

        Outcome(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** As in a cell of the table. */
    @Override
    public String toString() {
        return what.isEmpty() ? outcome.toString() : outcome + ": " + what;
    }
}
