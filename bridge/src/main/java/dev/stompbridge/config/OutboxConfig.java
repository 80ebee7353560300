package dev.stompbridge.config;

import java.time.Duration;
import java.util.List;

/** What waits for browsers. */
public record OutboxConfig(
        @Setting(
                value = "2MiB",
                min = "64KiB",
                max = "64MiB",
                why = "Bytes that may wait for one browser; one that reads too slowly to stay below is disconnected. "
                        + "At least stomp.max-body, or a large message would disconnect everybody.")
        ByteSize maxBytes,

        @Setting(
                value = "0s",
                min = "0s",
                max = "1h",
                why = "Time that a message which must not be left out may wait for one browser; then the browser is "
                        + "disconnected. 0s is no bound; else at least 1s, for networks pause that long.")
        Duration maxAge,

        @Setting(
                value = "256MiB",
                min = "1MiB",
                max = "1TiB",
                why = "Bytes that may wait for all browsers together; beyond it those that are furthest behind are "
                        + "disconnected first. At least outbox.max-bytes, and well below the heap.")
        ByteSize totalBytes,

        @Setting(
                max = "100",
                why = "What browsers that are too slow for a topic get of it. The first entry counts that covers "
                        + "everything a subscription names; without one nothing is left out.")
        List<OutboxPolicyConfig> policies) {

    public OutboxConfig {
        policies = List.copyOf(policies);
    }
}
