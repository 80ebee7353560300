/** The load tool, {@code mvn -Pload}: puts servers under load, side by side, and writes a report. */
@NullMarked
package dev.stompbridge.load;

import org.jspecify.annotations.NullMarked;
