package dev.stompbridge.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** JSON Web Tokens: who they say somebody is counts like a login, until they expire. */
public record TokensConfig(
        @Setting(max = "16", why = "Who issues tokens that count here. None: a token is a passcode like any other.")
        List<IssuerConfig> issuers,

        @Setting(
                form = Form.COOKIE_OR_NONE,
                max = "64",
                why =
                        "Name of a cookie whose value is a token; '' for none. Any page that may connect uses it for its visitor, "
                                + "which is why a handshake with cookies needs an Origin.")
        String cookie,

        @Setting(
                value = "5s",
                min = "0s",
                max = "5m",
                why = "How far ahead the clock of an issuer may be. A token expires exactly when it says.")
        Duration clockSkew,

        @Setting(
                value = "5m",
                min = "10s",
                max = "24h",
                why =
                        "How often keys are fetched from a URL. A key that nobody knows yet is asked for earlier, but not more "
                                + "often than every 10 s.")
        Duration refreshKeys) {

    public TokensConfig {
        issuers = List.copyOf(issuers);
    }

    TokensConfig under(Path home) {
        return new TokensConfig(
                issuers.stream().map(issuer -> issuer.under(home)).toList(), cookie, clockSkew, refreshKeys);
    }
}
