package dev.stompbridge.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A TCP port behind which the bridge is, for client libraries that know no WebSocket. What one read of the socket brings
 * becomes one WebSocket message, no matter where frames begin and end.
 */
final class Tunnel implements AutoCloseable {
    private static final int BUFFER = 1000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI stomp;
    private final ServerSocket server;

    Tunnel(URI stomp) {
        this.stomp = stomp;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("tunnel", this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                start("tunnel there", () -> carry(client));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    /** From the socket to the bridge; the way back is the listener's. The end of either ends both. */
    private void carry(Socket client) {
        WebSocket socket = null;
        try (client) {
            socket = Answers.await(http.newWebSocketBuilder().buildAsync(stomp, new Back(client)));
            InputStream in = client.getInputStream();
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                Answers.await(socket.sendBinary(ByteBuffer.wrap(buffer, 0, count), true));
            }
        } catch (IOException | IllegalStateException closed) {
            // The network between was cut, or the bridge closed.
        } finally {
            if (socket != null) {
                socket.abort();
            }
        }
    }

    private record Back(Socket client) implements WebSocket.Listener {
        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            write(from, StandardCharsets.UTF_8.encode(data.toString()));
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            write(from, data);
            return null;
        }

        private void write(WebSocket from, ByteBuffer data) {
            try {
                byte[] bytes = new byte[data.remaining()];
                data.get(bytes);
                OutputStream out = client.getOutputStream();
                out.write(bytes);
                from.request(1);
            } catch (IOException closed) {
                from.abort();
            }
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            close();
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            close();
        }

        private void close() {
            try {
                client.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
