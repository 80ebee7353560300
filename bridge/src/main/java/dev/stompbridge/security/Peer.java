package dev.stompbridge.security;

import java.net.InetAddress;

/**
 * Who is at the other end, as far as the network tells.
 *
 * @param secure the bytes travel over TLS
 */
public record Peer(InetAddress address, boolean secure) {

    /** The address as a literal, fit for a log; no name is ever asked for. */
    public String text() {
        return IpAddress.text(address);
    }

    /** Only what {@link #text} says: an InetAddress would add the name that it was once made from. */
    @Override
    public String toString() {
        return "Peer[" + text() + (secure ? ", secure]" : "]");
    }
}
