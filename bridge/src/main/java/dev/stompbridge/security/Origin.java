package dev.stompbridge.security;

import dev.stompbridge.http.Authority;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A serialised origin of RFC 6454 §6.2: scheme, host, and port unless it is the default one. Scheme and host are in
 * lower case.
 */
record Origin(String scheme, Authority authority) {

    /** RFC 3986 §3.1; what follows must be an authority and nothing else, so no slash, no userinfo. */
    private static final Pattern SERIALISED = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#@\\s]+)");

    /** Null for {@code null}, for several origins, and for anything that no browser sends. */
    static @Nullable Origin parse(String text) {
        Matcher matcher = SERIALISED.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        Authority authority = Authority.parse(matcher.group(2));
        return authority == null ? null : new Origin(matcher.group(1).toLowerCase(Locale.ROOT), authority);
    }

    boolean isSame(Origin other) {
        return scheme.equals(other.scheme) && authority.isSame(other.authority, scheme);
    }
}
