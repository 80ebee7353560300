/**
 * Routes: each takes messages from a queue, checks them against a JSON Schema and forwards them to a topic whose name is
 * made from the body. Whatever fails the check goes to an invalid queue with the reason.
 *
 * <p>Consuming, forwarding and putting aside happen in one local transaction of the broker, so that a message is never
 * lost between the queues. Each route has a connection and a thread of its own; a destination at its limit blocks that
 * route and nothing else.
 */
@NullMarked
package dev.stompbridge.route;

import org.jspecify.annotations.NullMarked;
