package dev.stompbridge.it.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A WebSocket connection of a client (RFC 6455), written byte by byte and without the code under test. */
final class Wire implements AutoCloseable {
    /** How long an answer may take. */
    static final Duration BOUND = Duration.ofSeconds(10);

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int LENGTH_IN_TWO = 126;
    private static final int LENGTH_IN_EIGHT = 127;
    private static final byte[] KEY = {0x12, 0x34, 0x56, 0x78};

    /** One frame of the server; after a close frame and at the end of the stream the opcode is {@link #CLOSE}. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Received(int opcode, byte[] payload) {
        static final Received END = new Received(CLOSE, new byte[0]);

        boolean isData() {
            return opcode == TEXT || opcode == BINARY || opcode == CONTINUATION;
        }
    }

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final String head;

    /** Connects and sends a handshake; {@code fields} are more header lines, each with CR LF. */
    Wire(URI uri, String fields) {
        try {
            InetSocketAddress address = new InetSocketAddress(uri.getHost(), uri.getPort());
            socket.connect(address, (int) BOUND.toMillis());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) BOUND.toMillis());
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            bytes(("GET " + uri.getPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n" + fields
                            + "\r\n")
                    .getBytes(ISO_8859_1));
            head = readHead();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String readHead() throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            text.append((char) next);
        }
        return text.toString();
    }

    /** The status of the answer to the handshake; 0 if there was none. */
    int status() {
        Matcher line = Pattern.compile("HTTP/1.1 (\\d{3}) ").matcher(head);
        return line.lookingAt() ? Integer.parseInt(line.group(1)) : 0;
    }

    /** The subprotocol that the server chose; empty if none. */
    String subprotocol() {
        Matcher line =
                Pattern.compile("(?im)^Sec-WebSocket-Protocol: *([^\r]*)").matcher(head);
        return line.find() ? line.group(1) : "";
    }

    /** Sends these bytes as they are; if the server has closed already, its answer will tell. */
    void bytes(byte[] raw) {
        try {
            socket.getOutputStream().write(raw);
        } catch (IOException e) {
            // What the server said before it closed is still to be read.
        }
    }

    /** Sends a whole message. */
    void text(String text) {
        frame(FIN | TEXT, text.getBytes(UTF_8));
    }

    void binary(byte[] payload) {
        frame(FIN | BINARY, payload);
    }

    /** Sends a part of a message; only the last one ends it. */
    void fragment(boolean last, int opcode, String part) {
        frame((last ? FIN : 0) | opcode, part.getBytes(UTF_8));
    }

    /** A text message whose payload is these bytes, be they UTF-8 or not. */
    void textOf(byte[] payload) {
        frame(FIN | TEXT, payload);
    }

    void ping(String payload) {
        frame(FIN | PING, payload.getBytes(UTF_8));
    }

    /** A text message whose payload is not masked. */
    void unmasked(String text) {
        byte[] payload = text.getBytes(UTF_8);
        bytes(ByteBuffer.allocate(payload.length + 2)
                .put((byte) (FIN | TEXT))
                .put((byte) payload.length)
                .put(payload)
                .array());
    }

    private void frame(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14).put((byte) first);
        if (payload.length < LENGTH_IN_TWO) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length <= 0xFFFF) {
            frame.put((byte) (MASKED | LENGTH_IN_TWO)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | LENGTH_IN_EIGHT)).putLong(payload.length);
        }
        frame.put(KEY);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ KEY[i % KEY.length]));
        }
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        bytes(bytes);
    }

    /** The next frame. */
    Received next() {
        try {
            int opcode = in.readUnsignedByte() & 0x0F;
            long length = in.readUnsignedByte();
            if (length == LENGTH_IN_TWO) {
                length = in.readUnsignedShort();
            } else if (length == LENGTH_IN_EIGHT) {
                length = in.readLong();
            }
            byte[] payload = new byte[Math.toIntExact(length)];
            in.readFully(payload);
            return new Received(opcode, payload);
        } catch (SocketTimeoutException e) {
            throw Finding.noAnswer("nothing within " + BOUND.toSeconds() + " s");
        } catch (IOException e) {
            return Received.END;
        }
    }

    /** Resets the TCP connection without a goodbye. */
    void cut() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // Closed by the server: as good as cut.
        }
        close();
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
