@NullMarked
package dev.stompbridge.session;

import org.jspecify.annotations.NullMarked;
