package dev.stompbridge.it.interop;

/** How firmly a scenario stands on a text. */
public enum Basis {
    /** The clause says MUST, or its grammar allows nothing else. */
    MUST("MUST"),
    /** The clause says SHOULD, or it describes what a server does. */
    SHOULD("SHOULD"),
    /** ActiveMQ's documentation of its STOMP dialect, which both servers claim to speak. */
    DIALECT("dialect"),
    /** The texts leave it open; judged by what is safe for a server that browsers reach. */
    OPEN("open");

    private final String text;

    Basis(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
