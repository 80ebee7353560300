@NullMarked
package dev.stompbridge.route;

import org.jspecify.annotations.NullMarked;
