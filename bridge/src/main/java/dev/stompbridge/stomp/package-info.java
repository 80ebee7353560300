/**
 * The STOMP 1.0, 1.1 and 1.2 codec: bytes in, frames out, and back. It knows no socket, no session and no broker, logs
 * nothing and uses the JDK alone. Clauses are cited by the heading of the specification, such as STOMP 1.2 "Value
 * Encoding".
 */
@NullMarked
package dev.stompbridge.stomp;

import org.jspecify.annotations.NullMarked;
