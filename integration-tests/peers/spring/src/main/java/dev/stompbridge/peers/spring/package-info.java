/** Spring's two STOMP brokers as a process of their own, to compare with. */
@NullMarked
package dev.stompbridge.peers.spring;

import org.jspecify.annotations.NullMarked;
