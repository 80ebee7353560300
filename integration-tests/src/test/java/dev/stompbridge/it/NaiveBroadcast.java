package dev.stompbridge.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;

/**
 * The book's broadcast handler on MINA: each message is written to each session, and whatever a session's socket does not take
 * waits in its queue, which has no bound. Without WebSocket frames, which change nothing about that.
 */
final class NaiveBroadcast implements AutoCloseable {
    private final NioSocketAcceptor acceptor = new NioSocketAcceptor(1);

    NaiveBroadcast() throws IOException {
        acceptor.setHandler(new IoHandlerAdapter());
        acceptor.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    int port() {
        return acceptor.getLocalAddress().getPort();
    }

    int sessions() {
        return acceptor.getManagedSessionCount();
    }

    void dispatch(byte[] data) {
        for (IoSession session : acceptor.getManagedSessions().values()) {
            session.write(IoBuffer.wrap(data));
        }
    }

    /** Bytes in memory for the session for which most wait. */
    long mostWaiting() {
        return acceptor.getManagedSessions().values().stream()
                .mapToLong(IoSession::getScheduledWriteBytes)
                .max()
                .orElse(0);
    }

    @Override
    public void close() {
        acceptor.dispose();
    }
}
