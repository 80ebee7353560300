package dev.stompbridge.it;

import java.lang.reflect.Type;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaders;
import org.springframework.messaging.simp.stomp.StompSession;
import org.springframework.messaging.simp.stomp.StompSessionHandlerAdapter;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.messaging.WebSocketStompClient;

/** A connection of Spring's {@code WebSocketStompClient} over Jakarta WebSocket. */
final class SpringClient implements ForeignClient {
    private static final int MAX_MESSAGE = 1024 * 1024;

    private final Answers<Received> answers = new Answers<>();
    private final List<StompHeaders> received = new ArrayList<>();
    private final ThreadPoolTaskScheduler timer = new ThreadPoolTaskScheduler();
    private final WebSocketStompClient client = new WebSocketStompClient(new StandardWebSocketClient());
    private final StompSession session;

    private record Received(StompHeaders headers, ByteBuffer body) {}

    /** Takes messages and, as the handler of the session, errors. */
    private final class Handler extends StompSessionHandlerAdapter {
        @Override
        public Type getPayloadType(StompHeaders headers) {
            return byte[].class;
        }

        @Override
        public void handleFrame(StompHeaders headers, @Nullable Object payload) {
            if (headers.getMessageId() == null) {
                answers.error(String.valueOf(headers.getFirst("message")));
            } else {
                answers.message(new Received(headers, ByteBuffer.wrap((byte[]) Objects.requireNonNull(payload))));
            }
        }

        @Override
        public void handleException(
                StompSession from,
                @Nullable StompCommand command,
                StompHeaders headers,
                byte[] payload,
                Throwable exception) {
            answers.ended(exception.toString());
        }

        @Override
        public void handleTransportError(StompSession from, Throwable exception) {
            answers.ended(exception.toString());
        }
    }

    SpringClient(URI stomp, Login login) {
        timer.initialize();
        client.setTaskScheduler(timer);
        client.setDefaultHeartbeat(new long[] {Login.HEART_BEAT_MILLIS, Login.HEART_BEAT_MILLIS});
        client.setInboundMessageSizeLimit(MAX_MESSAGE);
        WebSocketHttpHeaders handshake = new WebSocketHttpHeaders();
        handshake.setSecWebSocketProtocol("v12.stomp");
        StompHeaders connect = new StompHeaders();
        connect.setLogin(login.user());
        connect.setPasscode(login.passcode());
        if (!login.clientId().isEmpty()) {
            connect.set("client-id", login.clientId());
        }
        try {
            session = Answers.await(client.connectAsync(stomp, handshake, connect, new Handler()));
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    private static StompHeaders headers(Map<String, String> more) {
        StompHeaders headers = new StompHeaders();
        headers.setAll(more);
        headers.setReceipt(UUID.randomUUID().toString());
        return headers;
    }

    private void confirmed(Function<StompSession, StompSession.Receiptable> sent) {
        CompletableFuture<Void> receipt = new CompletableFuture<>();
        sent.apply(session).addReceiptTask(() -> receipt.complete(null));
        answers.awaitUnlessEnded(receipt);
    }

    /** Spring always gives the length of a body: it needs to be told that this is a text. */
    @Override
    public void send(String destination, Map<String, String> more, String text) {
        StompHeaders headers = headers(more);
        headers.setDestination(destination);
        headers.set("amq-msg-type", "text");
        confirmed(open -> open.send(headers, text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void send(String destination, Map<String, String> more, byte[] bytes) {
        StompHeaders headers = headers(more);
        headers.setDestination(destination);
        headers.setContentType(MimeTypeUtils.APPLICATION_OCTET_STREAM);
        confirmed(open -> open.send(headers, bytes));
    }

    @Override
    public void subscribe(String destination, Map<String, String> more) {
        StompHeaders headers = headers(more);
        headers.setDestination(destination);
        confirmed(open -> open.subscribe(headers, new Handler()));
    }

    @Override
    public Incoming next() {
        Received message = answers.next();
        received.add(message.headers());
        return new Incoming(received.size() - 1, message.headers().toSingleValueMap(), message.body());
    }

    @Override
    public void acknowledge(Incoming message) {
        acknowledge(message, true);
    }

    @Override
    public void reject(Incoming message) {
        acknowledge(message, false);
    }

    private void acknowledge(Incoming message, boolean consumed) {
        StompHeaders headers = headers(Map.of());
        headers.setId(Objects.requireNonNull(received.get(message.number()).getAck()));
        confirmed(open -> open.acknowledge(headers, consumed));
    }

    @Override
    public String error() {
        return answers.error();
    }

    @Override
    public void close() {
        try {
            session.disconnect();
        } catch (IllegalStateException | MessageDeliveryException gone) {
            answers.ended(gone.toString());
        } finally {
            stop();
        }
    }

    private void stop() {
        client.stop();
        timer.shutdown();
    }
}
