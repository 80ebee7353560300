@NullMarked
package dev.stompbridge.broker;

import org.jspecify.annotations.NullMarked;
