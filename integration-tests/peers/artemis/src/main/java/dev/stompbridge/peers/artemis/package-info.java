/** Apache ActiveMQ Artemis as a process of its own, to compare with. */
@NullMarked
package dev.stompbridge.peers.artemis;

import org.jspecify.annotations.NullMarked;
