package dev.stompbridge.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A network between browsers and a port of this machine that keeps every byte of TCP's payload, to be counted. It has no bound:
 * tests are short.
 */
final class Wiretap implements AutoCloseable {
    private static final int BUFFER = 16 * 1024;

    private final ServerSocket server;
    private final int target;
    private final List<Line> lines = new CopyOnWriteArrayList<>();

    /** One connection, and what passed in each direction. */
    private record Line(Socket browser, Socket bridge, ByteArrayOutputStream there, ByteArrayOutputStream back) {}

    Wiretap(int target) {
        this.target = target;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("wiretap", this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** What has passed until now, connection by connection. */
    List<Conversation> conversations() {
        return lines.stream()
                .map(line ->
                        new Conversation(line.there().toByteArray(), line.back().toByteArray()))
                .toList();
    }

    /** Whether every connection that began with a request for this path has ended on both sides. */
    boolean isClosed(String path) {
        byte[] start = ("GET " + path + " ").getBytes(StandardCharsets.US_ASCII);
        return lines.stream()
                .filter(line -> Arrays.mismatch(line.there().toByteArray(), start) == start.length)
                .allMatch(line -> line.browser().isClosed() && line.bridge().isClosed());
    }

    private void accept() throws IOException {
        while (true) {
            Socket browser = server.accept();
            Line line;
            try {
                Socket bridge = new Socket(InetAddress.getLoopbackAddress(), target);
                line = new Line(browser, bridge, new ByteArrayOutputStream(), new ByteArrayOutputStream());
            } catch (IOException nobodyThere) {
                browser.close();
                continue;
            }
            lines.add(line);
            start("wiretap there", () -> pump(line.browser(), line.bridge(), line.there()));
            start("wiretap back", () -> pump(line.bridge(), line.browser(), line.back()));
        }
    }

    private static void pump(Socket from, Socket to, ByteArrayOutputStream kept) throws IOException {
        try (from;
                to) {
            to.setTcpNoDelay(true);
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                kept.write(buffer, 0, count);
                to.getOutputStream().write(buffer, 0, count);
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(String name, Work work) {
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

    @Override
    public void close() {
        try {
            server.close();
            for (Line line : lines) {
                line.browser().close();
                line.bridge().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
