@NullMarked
package dev.stompbridge.stomp;

import org.jspecify.annotations.NullMarked;
