package dev.stompbridge.stomp;

import org.jspecify.annotations.Nullable;

/** How a subscription is acknowledged: the header {@code ack} of SUBSCRIBE (STOMP 1.2 "SUBSCRIBE ack Header"). */
public enum AckMode {
    /** Never by the client: sent is received. */
    AUTO("auto"),
    /** By the client, each ACK for all earlier messages of the subscription as well. */
    CLIENT("client"),
    /** By the client, message by message. From 1.1 on; served to 1.0 clients too, as brokers do. */
    CLIENT_INDIVIDUAL("client-individual");

    private final String text;

    AckMode(String text) {
        this.text = text;
    }

    /** As in the header. */
    public String text() {
        return text;
    }

    /** The mode that a header names; auto if there is no header. */
    public static AckMode parse(@Nullable String ack) throws StompViolation {
        if (ack == null) {
            return AUTO;
        }
        for (AckMode mode : values()) {
            if (mode.text.equals(ack)) {
                return mode;
            }
        }
        throw new StompViolation("The ack mode must be auto, client or client-individual.");
    }
}
