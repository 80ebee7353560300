package dev.stompbridge.security;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy says about the connection that it passes on.
 *
 * @param source who connected to the proxy; null when the proxy speaks for itself, as in a health check
 * @param sourcePort 0 to 65535; 0 when the proxy speaks for itself
 * @param secure the proxy says that this connection came over TLS; false also when it says nothing about it
 */
public record ProxyHeader(@Nullable InetAddress source, int sourcePort, boolean secure) {

    /** The connection is the proxy's own. */
    static final ProxyHeader OF_PROXY_ITSELF = new ProxyHeader(null, 0, false);
}
