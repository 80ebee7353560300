package dev.stompbridge.soak;

/** What must not happen to a browser. */
enum Fault {
    MISSING("messages missing"),
    TWICE("messages twice"),
    DISORDER("messages out of order"),
    FOREIGN("messages of somebody else, or changed"),
    NOT_ADDED_UP("subscriptions where received and x-skipped do not add up"),
    LAST_MISSING("subscriptions without the last message of each key"),
    TOO_FAST("subscriptions that got more than their pace allows"),
    NOT_SEEN_FROM_START("subscriptions that began late"),
    ENDED("connections that ended"),
    STUCK_AND_ALIVE("stuck browsers that were not disconnected"),
    SILENT("connections without a heart-beat in time");

    private final String text;

    Fault(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
