package dev.stompbridge.brokerconfig;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;

/** A raw STOMP connection: writes text, reads frames. */
final class StompSocket implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Socket socket;

    StompSocket(int port) throws IOException {
        this(port, PATIENCE);
    }

    StompSocket(int port, Duration patience) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
    }

    /** Writes a frame: lines separated by {@code |}, the empty line and the NUL are added. */
    StompSocket write(String commandAndHeaders) throws IOException {
        return write(commandAndHeaders, "");
    }

    StompSocket write(String commandAndHeaders, String body) throws IOException {
        String frame = commandAndHeaders.replace('|', '\n') + "\n\n" + body + "\0";
        socket.getOutputStream().write(frame.getBytes(UTF_8));
        return this;
    }

    /** The next frame without what surrounds it. */
    String read() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        for (int b = in.read(); b != 0; b = in.read()) {
            if (b < 0) {
                throw new EOFException("closed");
            }
            frame.write(b);
        }
        return frame.toString(UTF_8).strip();
    }

    /** Skips what the peer still sends; returns when it closes the connection. */
    boolean isClosedByPeer() throws IOException {
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
