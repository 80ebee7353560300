/** The soak, {@code mvn -Psoak}: a thousand browsers of all kinds for minutes, and whether everything adds up. */
@NullMarked
package dev.stompbridge.soak;

import org.jspecify.annotations.NullMarked;
