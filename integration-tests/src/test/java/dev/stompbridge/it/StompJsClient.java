package dev.stompbridge.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A connection of stompjs, which runs in a page or in node: {@code stompjs/remote.js} is there on the other end. */
final class StompJsClient implements TransactionalClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final UnaryOperator<String> remote;
    private final String connection = UUID.randomUUID().toString();

    private StompJsClient(UnaryOperator<String> remote) {
        this.remote = remote;
    }

    /** Connects through what takes a call to JavaScript and returns with its answer. */
    static StompJsClient connect(UnaryOperator<String> remote, URI stomp, Login login) {
        StompJsClient client = new StompJsClient(remote);
        client.call(
                "open",
                argument()
                        .put("url", stomp.toString())
                        .put("login", login.user())
                        .put("passcode", login.passcode())
                        .put("clientId", login.clientId())
                        .put("heartBeat", Login.HEART_BEAT_MILLIS));
        return client;
    }

    private static ObjectNode argument() {
        return JSON.createObjectNode();
    }

    private static ObjectNode argument(String destination, Map<String, String> headers) {
        return argument().put("destination", destination).set("headers", JSON.valueToTree(headers));
    }

    private JsonNode call(String method, ObjectNode argument) {
        ObjectNode call = argument()
                .put("connection", connection)
                .put("method", method)
                .put("limit", Limits.ARRIVAL.toMillis())
                .set("argument", argument);
        try {
            JsonNode answer = JSON.readTree(remote.apply(call.toString()));
            if (answer.has("failure")) {
                throw new IllegalStateException(answer.get("failure").asText());
            }
            return answer.path("value");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void send(String destination, Map<String, String> headers, String text) {
        call("send", argument(destination, headers).put("text", text));
    }

    @Override
    public void send(String destination, Map<String, String> headers, byte[] bytes) {
        call("send", argument(destination, headers).put("bytes", bytes));
    }

    @Override
    public void subscribe(String destination, Map<String, String> headers) {
        call("subscribe", argument(destination, headers));
    }

    @Override
    public Incoming next() {
        JsonNode message = call("next", argument());
        Map<String, String> headers = message.get("headers").properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, header -> header.getValue().asText()));
        ByteBuffer body =
                ByteBuffer.wrap(Base64.getDecoder().decode(message.get("body").asText()));
        return new Incoming(message.get("number").asInt(), headers, body);
    }

    @Override
    public void acknowledge(Incoming message) {
        call("ack", argument().put("number", message.number()));
    }

    @Override
    public void acknowledge(Incoming message, String transaction) {
        ObjectNode headers = argument().put("transaction", transaction);
        call("ack", argument().put("number", message.number()).set("headers", headers));
    }

    @Override
    public void reject(Incoming message) {
        call("nack", argument().put("number", message.number()));
    }

    @Override
    public void begin(String transaction) {
        call("begin", argument().put("transaction", transaction));
    }

    @Override
    public void commit(String transaction) {
        call("commit", argument().put("transaction", transaction));
    }

    @Override
    public void abort(String transaction) {
        call("abort", argument().put("transaction", transaction));
    }

    @Override
    public String error() {
        return call("error", argument()).asText();
    }

    @Override
    public void close() {
        call("close", argument());
    }
}
