/** Golden conversations on {@code /stomp}, kept as text in {@code src/test/resources/wire}. */
@org.jspecify.annotations.NullMarked
package dev.stompbridge.wire;
