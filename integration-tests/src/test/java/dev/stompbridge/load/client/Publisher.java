package dev.stompbridge.load.client;

import dev.stompbridge.load.server.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Sends numbered prices to one topic, not persistent, without receipts. For one thread at a time. */
public final class Publisher implements AutoCloseable {
    private static final int BUFFER_BYTES = 32 * 1024;

    private final StompConnection connection;
    private final ByteBuffer out = ByteBuffer.allocate(BUFFER_BYTES);
    private final byte[] frame;
    private final int bodyAt;
    private long last;
    private volatile @Nullable IOException failure;

    /** Connects, and watches for errors of the server. */
    public Publisher(Endpoint endpoint, String topic) {
        byte[] head = ClientFrames.ascii("SEND\ndestination:" + topic + "\n\n");
        bodyAt = head.length;
        frame = new byte[bodyAt + PriceBody.LENGTH + 1];
        System.arraycopy(head, 0, frame, 0, bodyAt);
        System.arraycopy(PriceBody.template(), 0, frame, bodyAt, PriceBody.LENGTH);
        try {
            connection = StompConnection.open(endpoint);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread watch = new Thread(this::watch, "publisher-errors");
        watch.setDaemon(true);
        watch.start();
    }

    private void watch() {
        try {
            failure = new ProtocolException(connection.read());
        } catch (IOException e) {
            failure = e;
        }
    }

    /** The sequence number of the last message, from 1; 0 before it. */
    public long last() {
        return last;
    }

    /** Appends a message that is due, or was due, at this time. */
    void add(long due) {
        last++;
        if (out.remaining() < StompConnection.maxLength(frame.length)) {
            flush();
        }
        PriceBody.write(frame, bodyAt, last, due);
        connection.put(out, frame);
    }

    /** Sends what was added; blocks while the server does not read. */
    void flush() {
        IOException ended = failure;
        if (ended != null) {
            throw new UncheckedIOException("the publisher's connection failed", ended);
        }
        try {
            connection.writeFully(out.flip());
            out.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
