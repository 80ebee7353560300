@NullMarked
package dev.stompbridge.net;

import org.jspecify.annotations.NullMarked;
