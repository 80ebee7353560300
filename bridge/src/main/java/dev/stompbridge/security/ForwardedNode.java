package dev.stompbridge.security;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How proxies write an address, with or without a port; "unknown" and names that hide one are none. */
final class ForwardedNode {

    /** RFC 7239 §6: a port of up to five digits, or a hidden one. */
    private static final String PORT = "(?::(?:[0-9]{1,5}|_[A-Za-z0-9._-]+))?";

    /** IPv6 in brackets, or IPv4. What is between is checked as a literal. */
    private static final Pattern NODE = Pattern.compile("(?:\\[([^\\]]*:[^\\]]*)\\]|([0-9.]+))" + PORT);

    private ForwardedNode() {}

    /** A node of Forwarded without its quotes; null unless it tells an address. */
    static @Nullable InetAddress parse(String text) {
        Matcher matcher = NODE.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        String ipv6 = matcher.group(1);
        return ipv6 == null ? IpAddress.parseIpv4(String.valueOf(matcher.group(2))) : IpAddress.parseIpv6(ipv6);
    }

    /** An element of X-Forwarded-For, where an IPv6 address without a port may stand without brackets. */
    static @Nullable InetAddress parseLoosely(String text) {
        InetAddress bare = IpAddress.parse(text);
        return bare == null ? parse(text) : bare;
    }
}
