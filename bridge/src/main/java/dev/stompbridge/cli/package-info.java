@NullMarked
package dev.stompbridge.cli;

import org.jspecify.annotations.NullMarked;
