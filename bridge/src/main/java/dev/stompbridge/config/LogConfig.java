package dev.stompbridge.config;

/** The log on standard output. */
public record LogConfig(
        @Setting(value = "text", why = "Readable lines, or one JSON object per line for a log collector.")
        LogFormat format,

        @Setting(
                value = "info",
                oneOf = {"error", "warn", "info", "debug", "trace"},
                why = "Lowest level of StompBridge's own messages; libraries log at warn. "
                        + "debug holds the stack traces that a failed start does not print.")
        String level) {}
