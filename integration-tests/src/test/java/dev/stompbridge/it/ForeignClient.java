package dev.stompbridge.it;

import java.util.Map;

/**
 * One connection of a client library that somebody else wrote, used as its documentation says. What sends a frame returns
 * when the library saw its receipt, and throws if the library reports an ERROR or the end of the connection instead.
 */
interface ForeignClient extends AutoCloseable {
    /** Sends a text that JMS sees as a TextMessage. */
    void send(String destination, Map<String, String> headers, String text);

    /** Sends bytes that JMS sees as a BytesMessage. */
    void send(String destination, Map<String, String> headers, byte[] bytes);

    void subscribe(String destination, Map<String, String> headers);

    /** Waits for the next message of any subscription. */
    Incoming next();

    void acknowledge(Incoming message);

    void reject(Incoming message);

    /** Waits for what the library's error callback is told: the {@code message} header of an ERROR. */
    String error();

    /** Says DISCONNECT, unless the connection is gone. */
    @Override
    void close();
}
