package dev.stompbridge.security;

import dev.stompbridge.http.Authority;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the list of allowed origins.
 *
 * @param subdomains not the host itself is meant but every name below it, at any depth
 */
record AllowedOrigin(Origin origin, boolean subdomains) {

    private static final String BELOW = "://*.";

    private static final Pattern LABELS = Pattern.compile("[^.]+(?:\\.[^.]+)*");

    /**
     * Two labels at least, so that no whole top-level domain is allowed; the last one is not all digits, for that would
     * be an IPv4 address, which has nothing below it.
     */
    private static final Pattern DOMAIN = Pattern.compile("(?:[^.\\[]+\\.)+[^.\\[]*[^.\\[0-9][^.\\[]*");

    /** Null for anything but {@code https://host}, {@code https://*.host.example}, each perhaps with a port. */
    static @Nullable AllowedOrigin parse(String text) {
        int below = text.indexOf(BELOW);
        if (below < 0) {
            Origin exact = Origin.parse(text);
            return exact == null ? null : new AllowedOrigin(exact, false);
        }
        Origin domain = Origin.parse(text.substring(0, below) + "://" + text.substring(below + BELOW.length()));
        if (domain == null || !DOMAIN.matcher(domain.authority().host()).matches()) {
            return null;
        }
        return new AllowedOrigin(domain, true);
    }

    boolean allows(Origin other) {
        if (!subdomains) {
            return origin.isSame(other);
        }
        String suffix = "." + origin.authority().host();
        String host = other.authority().host();
        if (!host.endsWith(suffix)) {
            return false;
        }
        String labels = host.substring(0, host.length() - suffix.length());
        Authority bare =
                new Authority(origin.authority().host(), other.authority().port());
        return LABELS.matcher(labels).matches() && origin.isSame(new Origin(other.scheme(), bare));
    }
}
