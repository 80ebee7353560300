@NullMarked
package dev.stompbridge.http;

import org.jspecify.annotations.NullMarked;
