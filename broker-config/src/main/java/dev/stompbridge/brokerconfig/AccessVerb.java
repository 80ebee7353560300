package dev.stompbridge.brokerconfig;

/** What somebody may want to do with a destination. */
public enum AccessVerb {
    /** Subscribe, consume, browse. */
    READ("read"),

    /** Subscribe durably. */
    READ_DURABLE("read durably"),

    /** Send. */
    WRITE("write"),

    /** Make it exist, which the first subscription or message does. */
    CREATE("create");

    private final String text;

    AccessVerb(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
