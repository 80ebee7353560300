/** What tests share: a bridge on free ports, and clients that show every byte. */
@NullMarked
package dev.stompbridge.testkit;

import org.jspecify.annotations.NullMarked;
