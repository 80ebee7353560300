package dev.stompbridge.config;

/** The user that a client certificate logs in, without a passcode. */
public record ClientUserConfig(
        @Setting(
                value = Setting.REQUIRED,
                max = "1024",
                why = "Subject of the certificate, like CN=prices,O=Example; all its parts, in their order.")
        String subject,

        @Setting(value = Setting.REQUIRED, form = Form.NAME, why = "Name of one of broker.users.")
        String user) {}
