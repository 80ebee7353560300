package dev.stompbridge.config;

import java.time.Duration;

/** RFC 6455 limits and times. */
public record WebSocketConfig(
        @Setting(
                value = "2MiB",
                min = "1KiB",
                max = "64MiB",
                why =
                        "Largest WebSocket message, all its frames together; a larger one closes the connection with 1009. "
                                + "Room for the largest body with its headers; a STOMP frame may be split over several.")
        ByteSize maxMessage,

        @Setting(
                value = "25s",
                min = "100ms",
                max = "10m",
                why =
                        "Silence of a peer after which it gets a ping. Below the 30s to 60s after which proxies cut an idle "
                                + "connection.")
        Duration pingAfter,

        @Setting(
                value = "20s",
                min = "100ms",
                max = "5m",
                why =
                        "Time for an answer to that ping, before the peer counts as gone. Long enough for a phone that changes "
                                + "its network.")
        Duration pongTimeout,

        @Setting(
                value = "5s",
                min = "100ms",
                max = "1m",
                why = "Time for the peer's half of the closing handshake, before the socket is closed anyway.")
        Duration closeTimeout,

        @Setting(
                value = "1m",
                min = "1s",
                max = "1h",
                why =
                        "Time for a whole WebSocket message from its first byte, and for a whole STOMP frame however many messages "
                                + "it is split over: long enough for 1MiB over a slow phone, too short to hold memory by dribbling.")
        Duration messageTimeout) {}
