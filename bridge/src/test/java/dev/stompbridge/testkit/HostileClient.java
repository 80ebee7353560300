package dev.stompbridge.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stompbridge.websocket.CloseStatus;
import dev.stompbridge.websocket.FrameEncoder;
import dev.stompbridge.websocket.MessageSink;
import dev.stompbridge.websocket.Opcode;
import dev.stompbridge.websocket.WebSocketDecoder;
import dev.stompbridge.websocket.WebSocketLimits;
import dev.stompbridge.websocket.WebSocketViolation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** A client that means harm: it drips, floods or lies, and never answers a goodbye. It listens all the while. */
public final class HostileClient implements AutoCloseable {
    /** Nobody said how it ended: the socket did, without a word. */
    public static final String CUT = "cut";

    private static final int MASK = 0x12345678;
    private static final int MASK_BYTES = 4;
    private static final int MAX_TWO_BYTES = 0xFFFF;
    private static final int DRIP_MILLIS = 100;
    private static final int MAX_BYTES = 1024 * 1024;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final Socket socket;
    private final long deadline = System.nanoTime() + PATIENCE_NANOS;
    private final byte[] buffer = new byte[64 * 1024];
    private final StringBuilder head = new StringBuilder();
    private final StringBuilder frames = new StringBuilder();
    private final WebSocketDecoder decoder =
            WebSocketDecoder.ofServerFrames(new WebSocketLimits(MAX_BYTES, MAX_BYTES), new Sink());
    private boolean upgraded;
    /** Nothing more can be said; what the server said before may still be there. */
    private boolean broken;

    private boolean ended;
    /** An HTTP status or a close code. */
    private String lastWord = "";

    private HostileClient(Socket socket) {
        this.socket = socket;
    }

    /** A TCP connection from any address of loopback, which is the number in {@code 127.0.0.x}. */
    public static HostileClient connect(int port, int address) {
        try {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0." + address), 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return new HostileClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes on to WebSocket. */
    public HostileClient upgraded() {
        say(RawHttp.get("/stomp", RawHttp.WEB_SOCKET + "Sec-WebSocket-Protocol: v12.stomp\r\n"));
        while (!upgraded && !ended) {
            listen((int) TimeUnit.NANOSECONDS.toMillis(PATIENCE_NANOS));
        }
        return this;
    }

    /** Goes on to WebSocket and STOMP, without a login. */
    public HostileClient connected() {
        upgraded().say(frame("CONNECT\naccept-version:1.2\nhost:test\n\n\0"));
        while (frames.indexOf("CONNECTED") < 0 && !ended) {
            listen((int) TimeUnit.NANOSECONDS.toMillis(PATIENCE_NANOS));
        }
        return this;
    }

    /** A masked text frame. */
    public static byte[] frame(String text) {
        return frame(true, Opcode.TEXT, text.getBytes(UTF_8));
    }

    public static byte[] frame(boolean fin, Opcode opcode, byte[] payload) {
        ByteBuffer frame = FrameEncoder.encodeMasked(fin, opcode, payload, MASK);
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    /** Each byte in a message of its own, which has seven. */
    public static byte[] messagesOf(String text) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        text.chars().forEach(c -> all.writeBytes(frame(String.valueOf((char) c))));
        return all.toByteArray();
    }

    /** RFC 6455 §5.2: the header of a masked frame that says it has so many bytes, 126 at least; the mask changes nothing. */
    public static byte[] header(int b0, long length) {
        ByteBuffer header = ByteBuffer.allocate(14).put((byte) b0);
        if (length >= 0 && length <= MAX_TWO_BYTES) {
            header.put((byte) 0xFE).putShort((short) length);
        } else {
            header.put((byte) 0xFF).putLong(length);
        }
        return Arrays.copyOf(header.array(), header.position() + MASK_BYTES);
    }

    public HostileClient say(String latin1) {
        return say(latin1.getBytes(ISO_8859_1));
    }

    public HostileClient say(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            broken = true;
        }
        return this;
    }

    /** One piece of this length after the other, with a moment in between, over and over until the server has had enough. */
    public HostileClient drip(byte[] bytes, int piece) {
        for (int at = 0; !isOver(); at = (at + piece) % bytes.length) {
            say(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece)));
            listen(DRIP_MILLIS);
        }
        return this;
    }

    /** As fast as the server takes it, until it has had enough. */
    public HostileClient flood(byte[] piece) {
        while (!isOver()) {
            say(piece);
            if (hasMore()) {
                listen(1);
            }
        }
        return this;
    }

    private boolean isOver() {
        return broken || ended || !lastWord.isEmpty() || System.nanoTime() - deadline > 0;
    }

    private boolean hasMore() {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * Listens until the socket ends: a status of HTTP, a close code, or {@link #CUT}. Throws if the server lets it live
     * for longer than thirty seconds.
     */
    public String ending() {
        while (!ended) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("still open, after " + lastWord);
            }
            listen(DRIP_MILLIS);
        }
        return lastWord.isEmpty() ? CUT : lastWord;
    }

    private void listen(int millis) {
        try {
            socket.setSoTimeout(millis);
            int count = socket.getInputStream().read(buffer);
            if (count < 0) {
                ended = true;
            } else {
                heard(ByteBuffer.wrap(buffer, 0, count));
            }
        } catch (SocketTimeoutException e) {
            // Nothing came: the next drop is due.
        } catch (IOException e) {
            ended = true;
        }
    }

    private void heard(ByteBuffer in) {
        while (!upgraded && in.hasRemaining()) {
            head.append((char) in.get());
            if (head.indexOf(END_OF_HEAD) >= 0 && head.indexOf("HTTP/1.1 101 ") == 0) {
                upgraded = true;
            } else if (head.indexOf(END_OF_HEAD) >= 0 && lastWord.isEmpty()) {
                lastWord = head.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
            }
        }
        try {
            decoder.decode(in);
        } catch (WebSocketViolation e) {
            throw new IllegalStateException("the server broke RFC 6455: " + e.rule(), e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Sink implements MessageSink {
        @Override
        public void onMessage(Opcode opcode, byte[] payload) {
            if (frames.length() < MAX_BYTES) {
                frames.append(new String(payload, UTF_8));
            }
        }

        @Override
        public void onPing(byte[] payload) {
            // Is not answered either.
        }

        @Override
        public void onPong(byte[] payload) {
            // What a flood of pings brings back.
        }

        @Override
        public void onClose(CloseStatus status) {
            lastWord = Integer.toString(status.code());
        }
    }
}
