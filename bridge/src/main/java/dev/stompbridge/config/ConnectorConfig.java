package dev.stompbridge.config;

/** A TCP listener of the embedded broker, for backend services; it always asks for a login. */
public record ConnectorConfig(
        @Setting(value = "true", why = "Whether the listener exists.")
        boolean enabled,

        @Setting(
                value = "127.0.0.1",
                form = Form.ADDRESS,
                why = "Its address. The wire is not encrypted, so only the machine itself reaches it.")
        String address,

        @Setting(
                value = "0",
                min = "0",
                max = "65535",
                why = "Its port, the usual one of the protocol; 0 takes any free one.")
        int port,

        @Setting(value = "1000", min = "1", max = "100000", why = "Open connections. The broker gives each a thread.")
        int maxConnections) {}
