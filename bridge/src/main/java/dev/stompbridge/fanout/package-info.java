@NullMarked
package dev.stompbridge.fanout;

import org.jspecify.annotations.NullMarked;
