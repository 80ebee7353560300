package dev.stompbridge.brokerconfig;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the keys of an issuer are: exactly one of the components is set. */
record KeyLocation(@Nullable Path file, @Nullable URI url) {

    private static final int MAX_CHARS = 2_048;
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    /** Throws {@link IllegalArgumentException} with one sentence when this is neither a path nor such a URL. */
    static KeyLocation parse(String text) {
        if (text.isBlank() || text.length() > MAX_CHARS) {
            throw new IllegalArgumentException("The keys of an issuer must be a file or a URL.");
        }
        try {
            return SCHEME.matcher(text).matches() ? url(new URI(text)) : new KeyLocation(Path.of(text), null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("The keys of an issuer must be a file or a valid URL.", e);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("The keys of an issuer must be a URL or a valid path.", e);
        }
    }

    private static KeyLocation url(URI url) {
        String host = url.getHost();
        if (host == null || url.getUserInfo() != null || url.getFragment() != null) {
            throw new IllegalArgumentException(
                    "The URL of the keys of an issuer must have a host, no user and no fragment.");
        }
        boolean secret = "https".equalsIgnoreCase(url.getScheme());
        boolean inside = "http".equalsIgnoreCase(url.getScheme())
                && LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
        if (!secret && !inside) {
            throw new IllegalArgumentException(
                    "The URL of the keys of an issuer must begin with https://, or with http:// and a loopback host.");
        }
        return new KeyLocation(null, url);
    }
}
