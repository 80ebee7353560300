@NullMarked
package dev.stompbridge;

import org.jspecify.annotations.NullMarked;
