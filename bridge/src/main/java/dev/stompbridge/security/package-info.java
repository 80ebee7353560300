@NullMarked
package dev.stompbridge.security;

import org.jspecify.annotations.NullMarked;
