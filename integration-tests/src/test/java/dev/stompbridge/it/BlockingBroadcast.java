package dev.stompbridge.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** The book's broadcast handler with plain sockets: one thread writes each message to one after the other. */
final class BlockingBroadcast implements AutoCloseable {
    /** Little waits in the system for one socket. */
    private static final int SEND_BYTES = 64 * 1024;

    private final ServerSocket server;
    private final List<Socket> everyone = new ArrayList<>();

    BlockingBroadcast() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    int port() {
        return server.getLocalPort();
    }

    /** Waits for the next one to connect; he gets each message after those who came before. */
    void accept() throws IOException {
        Socket socket = server.accept();
        socket.setSendBufferSize(SEND_BYTES);
        everyone.add(socket);
    }

    /** Returns when all sockets have taken it. */
    void dispatch(byte[] data) throws IOException {
        for (Socket socket : everyone) {
            socket.getOutputStream().write(data);
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : everyone) {
            socket.close();
        }
        server.close();
    }
}
