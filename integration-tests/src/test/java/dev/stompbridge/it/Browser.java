package dev.stompbridge.it;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A browser of the user tester, whose bridge may be killed: it then gets nothing more, and is told so. */
final class Browser implements AutoCloseable {
    private static final Frame END = new Frame("", Map.of(), "");

    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            for (int end = text.indexOf("\0"); end >= 0; end = text.indexOf("\0")) {
                frames.add(Frame.parse(text.substring(0, end).stripLeading()));
                text.delete(0, end + 1);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            frames.add(END);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            frames.add(END);
        }
    }

    /** Connected and logged in. */
    Browser(URI stomp) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("v12.stomp")
                .buildAsync(stomp, new Listener())
                .orTimeout(Limits.ARRIVAL.toSeconds(), TimeUnit.SECONDS)
                .join();
        send("CONNECT", "accept-version:1.2\nhost:localhost\nlogin:tester\npasscode:tester-demo\nheart-beat:0,0", "");
        Frame answer = next();
        if (answer == null || !answer.command().equals("CONNECTED")) {
            throw new AssertionError("no CONNECTED but " + answer);
        }
    }

    /** What a bridge that is gone does not take is lost. */
    void send(String command, String headers, String body) {
        try {
            socket.sendText(Frame.write(command, headers, body), true)
                    .orTimeout(Limits.ARRIVAL.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            frames.add(END);
        }
    }

    /** Null when the connection has ended. */
    @Nullable
    Frame next() {
        try {
            Frame frame = frames.poll(Limits.ARRIVAL.toSeconds(), TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("no frame within " + Limits.ARRIVAL);
            }
            if (frame.equals(END)) {
                frames.add(END);
                return null;
            }
            return frame;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}
