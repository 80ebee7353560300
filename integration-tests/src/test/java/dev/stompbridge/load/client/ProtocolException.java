package dev.stompbridge.load.client;

import java.io.IOException;

/** A server said something that was not expected. */
final class ProtocolException extends IOException {
    private static final long serialVersionUID = 1;

    ProtocolException(String message) {
        super(message);
    }
}
