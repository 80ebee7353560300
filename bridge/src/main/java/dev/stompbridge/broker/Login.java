package dev.stompbridge.broker;

import org.jspecify.annotations.Nullable;

/**
 * What somebody who wants to come in has to show. Login and passcode, if he names one of them, are all that counts; else
 * his token; else the user of his certificate; with none of them he is anonymous.
 *
 * @param token a JSON Web Token that came with the handshake
 * @param certificateUser whom his client certificate stands for; it has been verified
 * @param clientId for durable subscriptions, null if he names none
 */
public record Login(
        @Nullable String login,
        @Nullable String passcode,
        @Nullable String token,
        @Nullable String certificateUser,
        @Nullable String clientId) {
    /** With a token and nothing else. */
    static Login ofToken(String token) {
        return new Login(null, null, token, null, null);
    }

    /** Without anything but a client id. */
    public static Login anonymous(@Nullable String clientId) {
        return new Login(null, null, null, null, clientId);
    }

    public boolean hasCredentials() {
        return login != null || passcode != null;
    }

    /** Nothing of it gets into a log by this. */
    @Override
    public String toString() {
        return "Login";
    }
}
