/** Browsers and a publisher that cost little: many connections on one thread, no object for a message. */
@NullMarked
package dev.stompbridge.load.client;

import org.jspecify.annotations.NullMarked;
