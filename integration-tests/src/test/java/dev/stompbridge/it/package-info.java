/** The assembled product from outside: the distribution as a process, real clients and a real browser. */
@NullMarked
package dev.stompbridge.it;

import org.jspecify.annotations.NullMarked;
