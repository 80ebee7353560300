package dev.stompbridge.net;

import dev.stompbridge.security.Peer;

/**
 * Who sent a request.
 *
 * @param direct at the other end of the connection, perhaps a proxy
 * @param client whom a trusted proxy names in its headers, else the same
 */
public record Caller(Peer direct, Peer client) {}
