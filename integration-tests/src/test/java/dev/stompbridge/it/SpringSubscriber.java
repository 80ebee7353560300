package dev.stompbridge.it;

import java.lang.reflect.Type;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.simp.stomp.StompFrameHandler;
import org.springframework.messaging.simp.stomp.StompHeaders;
import org.springframework.messaging.simp.stomp.StompSession;
import org.springframework.messaging.simp.stomp.StompSessionHandlerAdapter;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.messaging.WebSocketStompClient;

/** Spring's STOMP client over Jakarta WebSocket, subscribed without a login. */
final class SpringSubscriber extends StompSessionHandlerAdapter implements AutoCloseable, StompFrameHandler {
    private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final ThreadPoolTaskScheduler timer = new ThreadPoolTaskScheduler();
    private final WebSocketStompClient client = new WebSocketStompClient(new StandardWebSocketClient());

    private SpringSubscriber() {}

    static SpringSubscriber to(URI stomp, String destination) {
        SpringSubscriber subscriber = new SpringSubscriber();
        subscriber.open(stomp, destination);
        return subscriber;
    }

    private void open(URI stomp, String destination) {
        timer.initialize();
        client.setTaskScheduler(timer);
        WebSocketHttpHeaders handshake = new WebSocketHttpHeaders();
        handshake.setSecWebSocketProtocol("v12.stomp");
        StompSession session = client.connectAsync(stomp, handshake, null, this)
                .orTimeout(Limits.ARRIVAL.toSeconds(), TimeUnit.SECONDS)
                .join();
        StompHeaders headers = new StompHeaders();
        headers.setDestination(destination);
        headers.setReceipt("subscribed");
        CompletableFuture<Void> subscribed = new CompletableFuture<>();
        session.subscribe(headers, this).addReceiptTask(() -> subscribed.complete(null));
        subscribed.orTimeout(Limits.ARRIVAL.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public Type getPayloadType(StompHeaders headers) {
        return byte[].class;
    }

    @Override
    public void handleFrame(StompHeaders headers, @Nullable Object payload) {
        bodies.add(new String((byte[]) Objects.requireNonNull(payload), StandardCharsets.UTF_8));
    }

    @Override
    public void handleTransportError(StompSession session, Throwable exception) {
        failure.complete(exception);
    }

    /** Waits for so many messages; what else comes stays for the next call. */
    List<String> bodies(int count) {
        try {
            List<String> received = new ArrayList<>();
            while (received.size() < count) {
                String body = bodies.poll(Limits.ARRIVAL.toSeconds(), TimeUnit.SECONDS);
                if (body == null) {
                    throw new AssertionError("no message within " + Limits.ARRIVAL + ", failure " + failure);
                }
                received.add(body);
            }
            return received;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.stop();
        timer.shutdown();
    }
}
