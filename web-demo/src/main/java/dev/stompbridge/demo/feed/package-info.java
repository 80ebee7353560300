/** A backend that publishes prices: a random walk or a replay, sent over JMS by credentials of its own. */
@NullMarked
package dev.stompbridge.demo.feed;

import org.jspecify.annotations.NullMarked;
