package dev.stompbridge.config;

import java.nio.file.Path;
import java.util.List;

/** An issuer of tokens. It is trusted to name any user and any group that rights are granted to. */
public record IssuerConfig(
        @Setting(value = Setting.REQUIRED, why = "What the claim iss must be, exactly.")
        String issuer,

        @Setting(
                value = Setting.REQUIRED,
                why = "What the claim aud must contain, so that no token for others counts here.")
        String audience,

        @Setting(
                value = Setting.REQUIRED,
                form = Form.PATH,
                max = "4096",
                why = "JSON Web Key Set: a file, read again when it changes, or a URL that begins with https://")
        String keys,

        @Setting(
                value = "RS256,ES256",
                oneOf = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"},
                max = "10",
                why = "Signatures that are accepted. None of a shared secret: who can check such a token can make one.")
        List<String> algorithms,

        @Setting(value = "sub", why = "The claim that names the user.")
        String userClaim,

        @Setting(
                value = "groups",
                why =
                        "The claim that lists the groups: a JSON array, or words with spaces between. Those that nothing is "
                                + "granted to are left out.")
        String groupsClaim,

        @Setting(
                form = Form.TEXT,
                max = "64",
                why = "What is put before the user's name, to keep users of this issuer apart from all others.")
        String userPrefix) {

    public IssuerConfig {
        algorithms = List.copyOf(algorithms);
    }

    IssuerConfig under(Path home) {
        boolean url = keys.startsWith("https://") || keys.startsWith("http://");
        return new IssuerConfig(
                issuer,
                audience,
                url ? keys : home.resolve(keys).toString(),
                algorithms,
                userClaim,
                groupsClaim,
                userPrefix);
    }
}
