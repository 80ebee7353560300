/** The command line: {@code stompbridge run} and its siblings. Uses the configuration and starts the bridge. */
@NullMarked
package dev.stompbridge.cli;

import org.jspecify.annotations.NullMarked;
