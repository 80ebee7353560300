package dev.stompbridge.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.stompbridge.stomp.StompDecoder;
import dev.stompbridge.stomp.StompEncoder;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.stomp.StompLimits;
import dev.stompbridge.stomp.StompSink;
import dev.stompbridge.stomp.StompVersion;
import dev.stompbridge.stomp.StompViolation;
import dev.stompbridge.websocket.CloseStatus;
import dev.stompbridge.websocket.FrameEncoder;
import dev.stompbridge.websocket.MessageSink;
import dev.stompbridge.websocket.Opcode;
import dev.stompbridge.websocket.WebSocketDecoder;
import dev.stompbridge.websocket.WebSocketLimits;
import dev.stompbridge.websocket.WebSocketViolation;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.ssl.SslFilter;
import org.apache.mina.transport.socket.nio.NioSocketConnector;
import org.jspecify.annotations.Nullable;

/**
 * Many STOMP clients over WebSocket on one thread, plain or over TLS. What comes is told on that thread, so that a client
 * needs no lock; {@link Client#send} may be called by any.
 */
public final class Swarm implements AutoCloseable {
    private static final int MANY = 64 * 1024 * 1024;
    private static final int MASK = 0x5A17C3E9;
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final String CLIENT = "client";

    /** What one client does with what it gets. */
    public interface Listener {
        /** The WebSocket is open: CONNECT is due. */
        void onOpen(Client client);

        /** A frame, and whether its WebSocket message was text or binary. */
        void onFrame(StompFrame frame, Opcode opcode);

        /** The socket is closed; {@code why} is the server's close frame, or what the server did wrong. */
        void onClosed(String why);
    }

    private final NioSocketConnector connector = new NioSocketConnector(1);
    private final long pauseNanos;

    private Swarm(@Nullable SSLContext tls, int receiveBufferBytes, long pauseNanos) {
        this.pauseNanos = pauseNanos;
        connector.getSessionConfig().setReceiveBufferSize(receiveBufferBytes);
        connector.getSessionConfig().setTcpNoDelay(true);
        connector.setHandler(new Handler());
        if (tls != null) {
            connector.getFilterChain().addFirst("tls", new SslFilter(tls));
        }
    }

    /** Clients that read as fast as they can; over TLS unless it is null. */
    public static Swarm fast(@Nullable SSLContext tls) {
        return new Swarm(tls, 64 * 1024, 0);
    }

    /** Clients with a small receive buffer that rest after each of their reads. */
    public static Swarm slow(@Nullable SSLContext tls, long pauseNanos) {
        return new Swarm(tls, 4 * 1024, pauseNanos);
    }

    /** Connects to a port of loopback and offers this version alone. */
    public void open(int port, StompVersion version, Listener listener) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        connector.connect(
                address, (session, future) -> session.setAttribute(CLIENT, new Client(session, version, listener)));
    }

    @Override
    public void close() {
        connector.dispose(true);
    }

    /** One client. */
    public static final class Client implements MessageSink, StompSink {
        private final IoSession io;
        private final StompVersion version;
        private final Listener listener;
        private final WebSocketDecoder webSocket =
                WebSocketDecoder.ofServerFrames(new WebSocketLimits(MANY, MANY), this);
        private final StompDecoder stomp =
                StompDecoder.ofServerFrames(new StompLimits(100, 1000, MANY, MANY, MANY), this);
        private final StringBuilder head = new StringBuilder();
        private boolean upgraded;
        private Opcode opcode = Opcode.TEXT;
        private String end = "without a close frame";

        private Client(IoSession io, StompVersion version, Listener listener) {
            this.io = io;
            this.version = version;
            this.listener = listener;
        }

        /** One frame in one binary message. */
        public void send(StompFrame frame) {
            write(FrameEncoder.encodeMasked(true, Opcode.BINARY, StompEncoder.encode(frame, version), MASK));
        }

        /** Closes the socket without a goodbye. */
        public void close() {
            io.closeNow();
        }

        private void write(ByteBuffer bytes) {
            io.write(IoBuffer.wrap(bytes));
        }

        private void upgrade() {
            String request = RawHttp.get(
                    "/stomp",
                    RawHttp.WEB_SOCKET + "Sec-WebSocket-Protocol: v"
                            + version.text().replace(".", "") + ".stomp\r\n");
            write(ByteBuffer.wrap(request.getBytes(ISO_8859_1)));
        }

        private void received(ByteBuffer in) {
            while (!upgraded && in.hasRemaining()) {
                head.append((char) in.get());
                upgraded = head.length() >= END_OF_HEAD.length()
                        && head.lastIndexOf(END_OF_HEAD) == head.length() - END_OF_HEAD.length();
                if (upgraded && head.indexOf("HTTP/1.1 101 ") == 0) {
                    listener.onOpen(this);
                } else if (upgraded) {
                    fail(head.toString());
                }
            }
            try {
                webSocket.decode(in);
            } catch (WebSocketViolation e) {
                fail(e.rule());
            }
        }

        private void fail(String why) {
            end = why;
            io.closeNow();
        }

        @Override
        public void onMessage(Opcode textOrBinary, byte[] payload) {
            opcode = textOrBinary;
            try {
                stomp.decode(ByteBuffer.wrap(payload));
            } catch (StompViolation e) {
                fail(e.rule());
            }
        }

        @Override
        public void onPing(byte[] payload) {
            write(FrameEncoder.encodeMasked(true, Opcode.PONG, payload, MASK));
        }

        @Override
        public void onPong(byte[] payload) {}

        @Override
        public void onClose(CloseStatus status) {
            fail(status.toString());
        }

        @Override
        public void onFrame(StompFrame frame) {
            listener.onFrame(frame, opcode);
        }

        @Override
        public void onHeartBeat() {}
    }

    private final class Handler extends IoHandlerAdapter {
        @Override
        public void sessionOpened(IoSession session) {
            of(session).upgrade();
        }

        @Override
        public void messageReceived(IoSession session, Object message) {
            of(session).received(((IoBuffer) message).buf());
            if (pauseNanos > 0) {
                LockSupport.parkNanos(pauseNanos);
            }
        }

        @Override
        public void sessionClosed(IoSession session) {
            Client client = of(session);
            client.listener.onClosed(client.end);
        }

        @Override
        public void exceptionCaught(IoSession session, Throwable cause) {
            of(session).fail(cause.toString());
        }

        private Client of(IoSession session) {
            return (Client) session.getAttribute(CLIENT);
        }
    }
}
