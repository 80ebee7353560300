package dev.stompbridge.config;

/** What waits for one browser. */
public record OutboxConfig(
        @Setting(
                value = "2MiB",
                min = "64KiB",
                max = "64MiB",
                why = "Bytes that may wait for one browser; one that reads too slowly to stay below is disconnected. "
                        + "At least stomp.max-body, or a large message would disconnect everybody.")
        ByteSize maxBytes) {}
