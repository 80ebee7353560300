@NullMarked
package dev.stompbridge.config;

import org.jspecify.annotations.NullMarked;
