/**
 * HTTP/1.1 as far as a WebSocket server needs it: a strict, bounded decoder of request heads, responses, routes, and
 * static files from an index in memory. Uses nothing but the JDK and does no input or output after the start.
 *
 * <p>Clauses cited here: RFC 9110 (semantics), RFC 9112 (HTTP/1.1), RFC 3986 (URIs).
 */
@NullMarked
package dev.stompbridge.http;

import org.jspecify.annotations.NullMarked;
