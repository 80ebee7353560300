@NullMarked
package dev.stompbridge.demo;

import org.jspecify.annotations.NullMarked;
