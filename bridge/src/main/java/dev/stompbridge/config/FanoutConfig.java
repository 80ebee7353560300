package dev.stompbridge.config;

import java.time.Duration;

/** Topic subscriptions that browsers share. */
public record FanoutConfig(
        @Setting(
                value = "5s",
                min = "0s",
                max = "10m",
                why =
                        "Time that a subscription at the broker stays after its last browser left, so that the reload of a "
                                + "page costs the broker nothing; 0s ends it at once.")
        Duration linger,

        @Setting(
                value = "16MiB",
                min = "64KiB",
                max = "1GiB",
                why =
                        "Last messages that are kept for snapshots, in memory and in the file from which they come back after "
                                + "a restart; beyond it those that changed longest ago are forgotten.")
        ByteSize snapshotBytes,

        @Setting(
                value = "20000",
                min = "1",
                max = "1000000",
                why =
                        "Subscriptions in the broker that browsers share, those that linger included; a SUBSCRIBE that needs "
                                + "one more ends in ERROR.")
        int maxTopics) {}
