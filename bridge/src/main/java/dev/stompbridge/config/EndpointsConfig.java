package dev.stompbridge.config;

/** WebSocket endpoints beside {@code /stomp}; each of them answers anybody. */
public record EndpointsConfig(
        @Setting(
                value = "false",
                why = "Serve /echo, which answers a text with 'echo: ' and the text. For demonstrations.")
        boolean echo,

        @Setting(
                value = "false",
                why = "Serve /echo/raw, which sends text and binary messages of up to 16MiB back unchanged. "
                        + "For conformance suites.")
        boolean echoRaw,

        @Setting(value = "false", why = "Serve /broadcast, which sends every text to everybody. For demonstrations.")
        boolean broadcast) {}
