/** Connections that end, and stores that fill, in the middle of exchanges: what is lost, kept and delivered again. */
@NullMarked
package dev.stompbridge.faults;

import org.jspecify.annotations.NullMarked;
