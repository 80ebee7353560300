package dev.stompbridge.config;

/** How much may come in per second. */
public record RateConfig(
        @Setting(
                value = "0",
                min = "0",
                max = "1000000",
                why =
                        "WebSocket and STOMP frames, each of both; pings and pieces of messages included. A browser sends a few: "
                                + "200, say.")
        int frames,

        @Setting(
                value = "0B",
                min = "0B",
                max = "900MiB",
                why = "Bytes. At least a tenth of the largest message, which comes at once: 1MiB, say.")
        ByteSize bytes,

        @Setting(value = "0", min = "0", max = "1000000", why = "SEND frames of STOMP: 100, say.")
        int sends) {}
