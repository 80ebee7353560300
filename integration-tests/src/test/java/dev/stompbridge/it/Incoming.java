package dev.stompbridge.it;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** A MESSAGE as a client library gave it to its application, and the number under which it is acknowledged. */
record Incoming(int number, Map<String, String> headers, ByteBuffer body) {
    String text() {
        return StandardCharsets.UTF_8.decode(body.duplicate()).toString();
    }

    /** Empty if there is none. */
    String header(String name) {
        return Optional.ofNullable(headers.get(name)).orElse("");
    }
}
