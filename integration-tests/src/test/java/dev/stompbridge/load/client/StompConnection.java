package dev.stompbridge.load.client;

import dev.stompbridge.load.server.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A STOMP connection that blocks, over TCP or WebSocket. One thread reads, one writes. */
public final class StompConnection implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final SocketChannel channel;
    private final boolean webSocket;
    private final SplittableRandom random = new SplittableRandom();
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER_BYTES);
    private final FrameCursor cursor = new FrameCursor();

    private StompConnection(SocketChannel channel, boolean webSocket) {
        this.channel = channel;
        this.webSocket = webSocket;
    }

    /** Connects and logs in. */
    public static StompConnection open(Endpoint endpoint) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return open(channel, endpoint);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** The same with a socket that has its options, and is not yet connected. */
    public static StompConnection open(SocketChannel channel, Endpoint endpoint) throws IOException {
        channel.connect(
                new InetSocketAddress(endpoint.uri().getHost(), endpoint.uri().getPort()));
        StompConnection connection = new StompConnection(channel, endpoint.isWebSocket());
        if (endpoint.isWebSocket()) {
            connection.writeFully(ByteBuffer.wrap(ClientFrames.upgrade(endpoint.uri(), connection.random)));
            connection.readHead();
        }
        connection.write(ClientFrames.connect(endpoint, 0));
        String answer = connection.read();
        if (!answer.startsWith("CONNECTED\n")) {
            throw new ProtocolException(answer);
        }
        return connection;
    }

    /** The bytes that {@link #put} needs at most for a frame of this length. */
    static int maxLength(int frame) {
        return ClientFrames.maxLength(frame);
    }

    /** Puts a STOMP frame into a buffer as this connection sends it. */
    public void put(ByteBuffer out, byte[] frame) {
        if (webSocket) {
            ClientFrames.put(out, FrameCursor.TEXT, frame, random.nextInt());
        } else {
            out.put(frame);
        }
    }

    void write(byte[] frame) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(maxLength(frame.length));
        put(out, frame);
        writeFully(out.flip());
    }

    public synchronized void writeFully(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void readHead() throws IOException {
        for (int end = -1; end < 0; ) {
            fill();
            String head = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
            end = head.indexOf(END_OF_HEAD);
            if (end >= 0) {
                in.flip().position(end + END_OF_HEAD.length());
                in.compact();
            }
            if (!head.startsWith("HTTP/1.1 101 ")) {
                throw new ProtocolException(head);
            }
        }
    }

    /** The next STOMP frame without its NUL; heart-beats are left out. */
    public String read() throws IOException {
        while (true) {
            String frame = webSocket ? webSocketMessage() : untilNul();
            String text = frame.strip();
            if (!text.isEmpty()) {
                return text;
            }
        }
    }

    private String untilNul() throws IOException {
        for (int at = 0; ; at++) {
            while (at == in.position()) {
                fill();
            }
            if (in.get(at) == 0) {
                return take(0, at, at + 1);
            }
        }
    }

    private String webSocketMessage() throws IOException {
        while (!cursor.next(in.array(), 0, in.position())) {
            fill();
        }
        byte[] payload = Arrays.copyOfRange(in.array(), cursor.payloadAt(), cursor.end());
        take(0, 0, cursor.end());
        switch (cursor.opcode()) {
            case FrameCursor.PING -> {
                writeFully(ClientFrames.frame(FrameCursor.PONG, payload, 0));
                return "";
            }
            case FrameCursor.TEXT, FrameCursor.BINARY -> {
                return new String(payload, StandardCharsets.UTF_8).replace("\0", "");
            }
            case FrameCursor.CLOSE -> throw new ProtocolException("closed");
            default -> {
                return "";
            }
        }
    }

    private String take(int from, int to, int end) {
        String text = new String(in.array(), from, to - from, StandardCharsets.UTF_8);
        in.flip().position(end);
        in.compact();
        return text;
    }

    private void fill() throws IOException {
        if (!in.hasRemaining()) {
            throw new ProtocolException("a frame of more than " + BUFFER_BYTES + " bytes");
        }
        if (channel.read(in) < 0) {
            throw new ProtocolException("end of the stream");
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nobody reads or writes it any more.
        }
    }
}
