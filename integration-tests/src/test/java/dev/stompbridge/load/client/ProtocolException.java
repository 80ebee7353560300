package dev.stompbridge.load.client;

import java.io.IOException;

/** A server said something that was not expected. */
public final class ProtocolException extends IOException {
    private static final long serialVersionUID = 1;

    public ProtocolException(String message) {
        super(message);
    }
}
