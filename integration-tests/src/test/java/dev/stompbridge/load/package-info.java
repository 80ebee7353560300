/** The load tool: measures servers side by side and writes a report. See {@code mvn -Pload} in CONTRIBUTING.md. */
@NullMarked
package dev.stompbridge.load;

import org.jspecify.annotations.NullMarked;
