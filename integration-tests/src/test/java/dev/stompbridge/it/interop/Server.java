package dev.stompbridge.it.interop;

import java.net.URI;

/**
 * A server under test, with a user {@code tester} who has all rights under {@code test.}.
 *
 * @param stomp where it takes WebSocket handshakes
 * @param deadLetters the destination that gets the dead letters of the queue whose name is put in for {@code %s}
 */
public record Server(URI stomp, String deadLetters) {}
