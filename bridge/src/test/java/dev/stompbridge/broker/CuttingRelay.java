package dev.stompbridge.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;

/** Stands between one client and a server, and cuts the connection after so many bytes of the client. */
final class CuttingRelay implements AutoCloseable {
    private final ServerSocket listening;
    private final int serverPort;
    private final ExecutorService threads;
    private final long cutAfter;

    CuttingRelay(int serverPort, long cutAfter, ExecutorService threads) {
        try {
            this.listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.serverPort = serverPort;
        this.cutAfter = cutAfter;
        this.threads = threads;
        threads.execute(this::relay);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void relay() {
        try (Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
            threads.execute(() -> copy(server, client, Long.MAX_VALUE));
            copy(client, server, cutAfter);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Socket from, Socket to, long most) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            long left = most;
            int count = in.read(buffer);
            while (count >= 0 && left > 0) {
                int part = (int) Math.min(count, left);
                out.write(buffer, 0, part);
                left -= part;
                count = left > 0 ? in.read(buffer) : -1;
            }
        } catch (IOException e) {
            // One of them is gone, and the other one follows.
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
