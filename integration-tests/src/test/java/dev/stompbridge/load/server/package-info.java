/** The servers that are put under load, each in a process of its own. */
@NullMarked
package dev.stompbridge.load.server;

import org.jspecify.annotations.NullMarked;
