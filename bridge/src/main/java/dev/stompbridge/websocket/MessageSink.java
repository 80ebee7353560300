package dev.stompbridge.websocket;

/**
 * Receives what a {@link WebSocketDecoder} decodes, in the order of the wire, on the thread that feeds it. Each array is
 * of exactly the payload's length and belongs to the receiver. A sink may change the decoder's limits, but not feed it.
 *
 * <ol>
 *   <li>any number of messages, pings and pongs; a control frame that came between the fragments of a message comes
 *       before that message;
 *   <li>at most one close, after which nothing follows.
 * </ol>
 */
public interface MessageSink {

    /** A whole message; the payload of a {@link Opcode#TEXT} message is valid UTF-8 (RFC 6455 §8.1). */
    void onMessage(Opcode textOrBinary, byte[] payload);

    /** A ping, of 0 to 125 bytes; the answer is a pong with the same bytes (§5.5.2). */
    void onPing(byte[] payload);

    /** A pong, of 0 to 125 bytes, also one that nobody asked for (§5.5.3). */
    void onPong(byte[] payload);

    /** The peer's close frame; {@link CloseStatus#NO_STATUS} if it was empty (§7.1.5). */
    void onClose(CloseStatus status);
}
