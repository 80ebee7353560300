package dev.stompbridge.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One who listens to a naive server: numbered messages of one size over TCP, which he reads at once or not yet. */
final class RawReader implements AutoCloseable {
    static final int MESSAGE_BYTES = 16 * 1024;

    private static final int DIGITS = 6;
    /** Little waits in his system, so that the server soon notices. */
    private static final int RECEIVE_BYTES = 4096;

    private final Socket socket = new Socket();
    private volatile int last;

    RawReader(int port) {
        try {
            socket.setReceiveBufferSize(RECEIVE_BYTES);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The message of this number, from 1. */
    static byte[] message(int number) {
        return text(number).getBytes(StandardCharsets.US_ASCII);
    }

    static String text(int number) {
        return "%06d".formatted(number) + "x".repeat(MESSAGE_BYTES - DIGITS);
    }

    static int number(String text) {
        return Integer.parseInt(text.substring(0, DIGITS));
    }

    /** Reads from now on; a message out of order ends it. */
    void startReading() {
        Thread thread = new Thread(this::read, "reader");
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try {
            InputStream in = socket.getInputStream();
            for (int expected = 1; ; expected++) {
                byte[] message = in.readNBytes(MESSAGE_BYTES);
                if (message.length < MESSAGE_BYTES
                        || number(new String(message, StandardCharsets.US_ASCII)) != expected) {
                    return;
                }
                last = expected;
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    /** The number of the last message that was read, all before it included; 0 before the first. */
    int last() {
        return last;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
