package dev.stompbridge.it;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import io.vertx.ext.stomp.StompClient;
import io.vertx.ext.stomp.StompClientConnection;
import io.vertx.ext.stomp.StompClientOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A connection of Vert.x's STOMP client, which speaks TCP. */
final class VertxClient implements TransactionalClient {
    private final Answers<Frame> answers = new Answers<>();
    private final List<Frame> received = new ArrayList<>();
    private final StompClient client;
    private final StompClientConnection connection;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    VertxClient(Vertx vertx, int port, Login login) {
        client = StompClient.create(
                vertx,
                new StompClientOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setLogin(login.user())
                        .setPasscode(login.passcode())
                        .setAcceptedVersions(List.of("1.2"))
                        .setAutoComputeContentLength(false)
                        .setHeartbeat(new io.vertx.core.json.JsonObject()
                                .put("x", Login.HEART_BEAT_MILLIS)
                                .put("y", Login.HEART_BEAT_MILLIS)));
        client.errorFrameHandler(frame -> answers.error(frame.getHeader("message")));
        if (!login.clientId().isEmpty()) {
            client.writingFrameHandler(frame -> nameClient(frame, login.clientId()));
        }
        connection = wait(client.connect());
        connection.closeHandler(closed -> {
            answers.ended("closed");
            gone.complete(null);
        });
    }

    /** It has no option for this header. */
    private static void nameClient(Frame frame, String clientId) {
        if (frame.getCommand() == Command.CONNECT) {
            frame.addHeader("client-id", clientId);
        }
    }

    private static <T> T wait(Future<T> future) {
        return Answers.await(future.toCompletionStage().toCompletableFuture());
    }

    /** It gives every frame a receipt, and is done when that came. */
    private void confirmed(Future<?> sent) {
        answers.awaitUnlessEnded(sent.toCompletionStage().toCompletableFuture());
    }

    @Override
    public void send(String destination, Map<String, String> headers, String text) {
        confirmed(connection.send(destination, new HashMap<>(headers), Buffer.buffer(text)));
    }

    @Override
    public void send(String destination, Map<String, String> headers, byte[] bytes) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(Frame.CONTENT_LENGTH, Integer.toString(bytes.length));
        confirmed(connection.send(destination, all, Buffer.buffer(bytes)));
    }

    @Override
    public void subscribe(String destination, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(Frame.ID, UUID.randomUUID().toString());
        confirmed(connection.subscribe(destination, all, answers::message));
    }

    @Override
    public Incoming next() {
        Frame frame = answers.next();
        received.add(frame);
        @Nullable Buffer body = frame.getBody();
        ByteBuffer bytes = ByteBuffer.wrap(body == null ? new byte[0] : body.getBytes());
        return new Incoming(received.size() - 1, frame.getHeaders(), bytes);
    }

    private String ackId(Incoming message) {
        return Objects.requireNonNull(received.get(message.number()).getAck());
    }

    @Override
    public void acknowledge(Incoming message) {
        confirmed(connection.ack(ackId(message)));
    }

    @Override
    public void acknowledge(Incoming message, String transaction) {
        confirmed(connection.ack(ackId(message), transaction));
    }

    @Override
    public void reject(Incoming message) {
        confirmed(connection.nack(ackId(message)));
    }

    @Override
    public void begin(String transaction) {
        confirmed(connection.beginTX(transaction));
    }

    @Override
    public void commit(String transaction) {
        confirmed(connection.commit(transaction));
    }

    @Override
    public void abort(String transaction) {
        confirmed(connection.abort(transaction));
    }

    @Override
    public String error() {
        return answers.error();
    }

    @Override
    public void close() {
        // Fails at once if the connection is gone, but waits for ever if it goes before the receipt comes.
        CompletableFuture<?> goodbye =
                connection.disconnect().otherwiseEmpty().toCompletionStage().toCompletableFuture();
        Answers.await(CompletableFuture.anyOf(goodbye, gone));
        wait(client.close());
    }
}
