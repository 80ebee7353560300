package dev.stompbridge.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A network between clients and a port of this machine, which can lose its connections without a goodbye. */
final class Relay implements AutoCloseable {
    private static final int BUFFER = 16 * 1024;

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger fromClients = new AtomicInteger();
    private final AtomicInteger fromServer = new AtomicInteger();

    Relay(int target) {
        this.target = target;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run("relay", this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            Socket bridge = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(client);
            sockets.add(bridge);
            run("relay there", () -> pump(client, bridge, fromClients));
            run("relay back", () -> pump(bridge, client, fromServer));
        }
    }

    private void pump(Socket from, Socket to, AtomicInteger chunks) throws IOException {
        try (from;
                to) {
            to.setTcpNoDelay(true);
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                chunks.incrementAndGet();
                to.getOutputStream().write(buffer, 0, count);
            }
        } finally {
            sockets.remove(from);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void run(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        // Somebody closed a socket, which ends the work.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits until both sides have sent so many more times. */
    void awaitBothWays(int times) {
        int there = fromClients.get() + times;
        int back = fromServer.get() + times;
        await().atMost(Limits.ARRIVAL).until(() -> fromClients.get() >= there && fromServer.get() >= back);
    }

    /** Resets all connections, on both sides. */
    void cut() {
        sockets.forEach(socket -> {
            try (socket) {
                socket.setSoLinger(true, 0);
            } catch (IOException closed) {
                sockets.remove(socket);
            }
        });
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
