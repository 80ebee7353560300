@NullMarked
package dev.stompbridge.ops;

import org.jspecify.annotations.NullMarked;
