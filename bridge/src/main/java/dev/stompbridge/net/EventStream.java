package dev.stompbridge.net;

/** Where the events of one reader go. Safe for use by any thread. */
public interface EventStream {
    /**
     * Takes a whole event with its empty line, and never blocks. The bytes are shared, not copied: many streams may be given
     * the same, and nobody may change them. False if nothing is taken any more.
     */
    boolean send(byte[] event);

    /** Bytes of the response head on the wire. */
    int headBytes();
}
