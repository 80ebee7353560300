@NullMarked
package dev.stompbridge.websocket;

import org.jspecify.annotations.NullMarked;
