package dev.stompbridge.security;

import dev.stompbridge.http.HttpRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the token in a handshake: {@code Authorization: Bearer} (RFC 6750 §2.1), which no page can set for a WebSocket,
 * or else the one cookie of a name (RFC 6265 §4.2.1). What is not clear, such as two of them, is a token that nobody
 * accepts, so that it can never stand for no token. Immutable.
 */
public final class HandshakeToken {
    /** Looks nowhere. */
    public static final HandshakeToken NONE = new HandshakeToken(false, "");

    private static final String SCHEME = "Bearer ";
    private static final String UNACCEPTABLE = "";

    private final boolean used;
    private final String cookie;

    private HandshakeToken(boolean used, String cookie) {
        this.used = used;
        this.cookie = cookie;
    }

    /** Looks for the header, and for a cookie of this name unless it is empty. */
    public static HandshakeToken of(String cookie) {
        return new HandshakeToken(true, cookie);
    }

    /** Null if there is none. */
    public @Nullable String in(HttpRequest request) {
        if (!used) {
            return null;
        }
        List<String> authorizations = request.headers().all("Authorization");
        if (!authorizations.isEmpty()) {
            String value = authorizations.get(0);
            boolean bearer = authorizations.size() == 1 && value.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
            return bearer ? value.substring(SCHEME.length()).strip() : UNACCEPTABLE;
        }
        return cookie.isEmpty() ? null : inCookies(request);
    }

    private @Nullable String inCookies(HttpRequest request) {
        String found = null;
        for (String line : request.headers().all("Cookie")) {
            for (String pair : line.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals >= 0 && pair.substring(0, equals).strip().equals(cookie)) {
                    String value = pair.substring(equals + 1).strip();
                    found = found == null || found.equals(value) ? value : UNACCEPTABLE;
                }
            }
        }
        return found;
    }
}
