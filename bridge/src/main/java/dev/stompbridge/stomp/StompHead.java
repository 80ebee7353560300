package dev.stompbridge.stomp;

/** A frame up to its body, with the version by whose rules the body and the next frame are read. */
record StompHead(StompCommand command, StompHeaders headers, StompVersion version) {}
