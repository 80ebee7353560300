package dev.stompbridge.config;

/** The listener for health checks and metrics; it asks for no password. */
public record ManagementConfig(
        @Setting(
                value = "127.0.0.1",
                form = Form.ADDRESS,
                why =
                        "Address of health, metrics and status. They need no login, so only the machine itself sees them.")
        String address,

        @Setting(value = "8081", min = "0", max = "65535", why = "Its port; 0 takes any free one.")
        int port) {}
