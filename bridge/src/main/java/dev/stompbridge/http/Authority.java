package dev.stompbridge.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Host and port of RFC 3986 §3.2 without userinfo.
 *
 * @param host in lower case; a name of letters, digits, {@code - . _ ~} (no percent-encoding and no sub-delims, which
 *     no name in use has), an IPv4 address, or an IPv6 address in brackets
 * @param port 1 to 65535, or {@link #NO_PORT}
 */
public record Authority(String host, int port) {

    /** No port was written, which means the default port of the scheme. */
    public static final int NO_PORT = -1;

    /** RFC 1035 §2.3.4 allows names of 255 octets. */
    private static final int MAX_HOST_LENGTH = 255;

    private static final int MAX_PORT = 65535;

    /** Null if the text is anything but a host, or a host, a colon and a port. */
    public static @Nullable Authority parse(String text) {
        int hostEnd = text.startsWith("[") ? text.indexOf(']') + 1 : text.indexOf(':');
        String host = hostEnd < 0 ? text : text.substring(0, hostEnd);
        if (!isHost(host)) {
            return null;
        }
        String lowerHost = host.toLowerCase(Locale.ROOT);
        if (host.length() == text.length()) {
            return new Authority(lowerHost, NO_PORT);
        }
        int port = text.charAt(host.length()) == ':' ? parsePort(text.substring(host.length() + 1)) : 0;
        return port == 0 ? null : new Authority(lowerHost, port);
    }

    /** Whether both name the same host and port when the default port of the scheme stands for a missing one. */
    public boolean isSame(Authority other, String scheme) {
        return host.equals(other.host) && portFor(scheme) == other.portFor(scheme);
    }

    /** The port, or the default port of http and https, or {@link #NO_PORT} for any other scheme. */
    private int portFor(String scheme) {
        if (port != NO_PORT) {
            return port;
        }
        return switch (scheme) {
            case "http" -> 80;
            case "https" -> 443;
            default -> NO_PORT;
        };
    }

    private static boolean isHost(String host) {
        if (host.isEmpty() || host.length() > MAX_HOST_LENGTH) {
            return false;
        }
        if (host.startsWith("[")) {
            String address = host.substring(1, host.length() - 1);
            return address.indexOf(':') >= 0 && address.chars().allMatch(Authority::isAddressCharacter);
        }
        return host.chars().allMatch(Authority::isNameCharacter);
    }

    private static boolean isAddressCharacter(int c) {
        return HttpSyntax.hexDigit(c) >= 0 || c == ':' || c == '.';
    }

    private static boolean isNameCharacter(int c) {
        return HttpSyntax.isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || "-._~".indexOf(c) >= 0;
    }

    /** 0 for anything but 1 to 65535 in at most five digits. */
    private static int parsePort(String text) {
        if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(HttpSyntax::isDigit)) {
            return 0;
        }
        int port = Integer.parseInt(text);
        return port <= MAX_PORT ? port : 0;
    }
}
