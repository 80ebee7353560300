/** What STOMP servers over WebSocket make of the same bytes: scenarios, each with the clause it asks for. */
@NullMarked
package dev.stompbridge.it.interop;

import org.jspecify.annotations.NullMarked;
