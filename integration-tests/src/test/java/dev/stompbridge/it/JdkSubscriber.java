package dev.stompbridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A browser without a page: the WebSocket of the JDK's HttpClient, with STOMP 1.2 written by hand. */
final class JdkSubscriber implements AutoCloseable {
    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
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
            closeCode.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closeCode.completeExceptionally(error);
        }
    }

    /** Opens the WebSocket; STOMP has not begun. */
    JdkSubscriber(URI stomp) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("v12.stomp")
                .buildAsync(stomp, new Listener())
                .orTimeout(Limits.ARRIVAL.toSeconds(), TimeUnit.SECONDS)
                .join();
        assertThat(socket.getSubprotocol()).isEqualTo("v12.stomp");
    }

    /** An anonymous browser that is subscribed. */
    static JdkSubscriber to(URI stomp, String destination) {
        JdkSubscriber subscriber = new JdkSubscriber(stomp);
        assertThat(subscriber.connect().command()).isEqualTo("CONNECTED");
        assertThat(subscriber.subscribe(destination).command()).isEqualTo("RECEIPT");
        return subscriber;
    }

    /** The answer to CONNECT without a login. */
    Frame connect() {
        write("CONNECT", "accept-version:1.2\nhost:localhost\nheart-beat:0,0");
        return next();
    }

    /** The answer to SUBSCRIBE. */
    Frame subscribe(String destination) {
        write("SUBSCRIBE", "id:0\ndestination:" + destination + "\nreceipt:subscribed");
        return next();
    }

    /** The answer to SEND. */
    Frame send(String destination) {
        write("SEND", "destination:" + destination + "\nreceipt:sent");
        return next();
    }

    /** The answer to SEND with these headers besides and this body. */
    Frame send(String destination, String headers, String body) {
        write("SEND", "destination:" + destination + "\nreceipt:sent\n" + headers, body);
        return next();
    }

    private void write(String command, String headers) {
        write(command, headers, "");
    }

    private void write(String command, String headers, String body) {
        socket.sendText(Frame.write(command, headers, body), true)
                .orTimeout(Limits.ARRIVAL.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private Frame next() {
        try {
            Frame frame = frames.poll(Limits.ARRIVAL.toSeconds(), TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("no frame within " + Limits.ARRIVAL);
            }
            return frame;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for so many messages; what else comes stays for the next call. */
    List<String> bodies(int count) {
        List<String> bodies = new ArrayList<>();
        while (bodies.size() < count) {
            Frame frame = next();
            assertThat(frame.command()).as("%s", frame).isEqualTo("MESSAGE");
            bodies.add(frame.body());
        }
        return bodies;
    }

    /** Waits for the close code that the server sends. */
    int closeCode() {
        return closeCode.orTimeout(Limits.ARRIVAL.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
