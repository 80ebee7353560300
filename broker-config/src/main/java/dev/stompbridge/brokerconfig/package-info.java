@NullMarked
package dev.stompbridge.brokerconfig;

import org.jspecify.annotations.NullMarked;
