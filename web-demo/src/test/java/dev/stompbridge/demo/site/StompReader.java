package dev.stompbridge.demo.site;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An anonymous browser with one subscription. */
final class StompReader implements AutoCloseable, WebSocket.Listener {
    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    private @Nullable WebSocket socket;

    static StompReader open(URI page, String destination) throws Exception {
        StompReader reader = new StompReader();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("v12.stomp")
                .buildAsync(URI.create("ws://" + page.getAuthority() + "/stomp"), reader)
                .get(10, TimeUnit.SECONDS);
        reader.socket = socket;
        socket.sendText("CONNECT\naccept-version:1.2\nhost:demo\n\n\0", true).get(10, TimeUnit.SECONDS);
        reader.frame();
        socket.sendText("SUBSCRIBE\nid:0\ndestination:" + destination + "\n\n\0", true)
                .get(10, TimeUnit.SECONDS);
        return reader;
    }

    /** The body of the next message. */
    String body() throws InterruptedException {
        return body(frame());
    }

    static String body(String frame) {
        return frame.substring(frame.indexOf("\n\n") + 2, frame.indexOf('\0'));
    }

    /** The next frame. */
    String frame() throws InterruptedException {
        return Objects.requireNonNull(frames.poll(10, TimeUnit.SECONDS), "nothing came");
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            frames.add(part.toString());
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }
}
