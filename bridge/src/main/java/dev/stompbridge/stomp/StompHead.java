package dev.stompbridge.stomp;

/** A frame up to its body, with the version by whose rules the body is read. */
record StompHead(StompCommand command, StompHeaders headers, StompVersion version) {
    /** Stands for the missing head between frames. */
    static final StompHead NONE = new StompHead(StompCommand.CONNECT, StompHeaders.of(), StompVersion.V1_0);
}
