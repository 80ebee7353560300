package dev.stompbridge.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.stomp.CaretNotation;
import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.WsClient;
import dev.stompbridge.websocket.CloseCode;
import dev.stompbridge.websocket.CloseStatus;
import dev.stompbridge.websocket.Opcode;
import dev.stompbridge.websocket.Utf8Validator;
import dev.stompbridge.wire.WireScript.Step;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Plays the clients of a script against a bridge and compares every byte that the bridge sends. */
final class LiveConversation implements AutoCloseable {
    private static final CloseStatus GOODBYE = CloseStatus.of(CloseCode.NORMAL_CLOSURE, "");

    private final WireScript script;
    private final int port;
    private final Map<String, WsClient> clients = new TreeMap<>();

    LiveConversation(WireScript script, int port) {
        this.script = script;
        this.port = port;
    }

    void play() {
        for (Step step : script.steps()) {
            String where = script.name() + ":" + step.line();
            switch (step.kind()) {
                case OFFER -> clients.put(step.client(), open(step.text()));
                case CHOOSE ->
                    assertThat(client(step).handshake())
                            .as(where)
                            .contains("Sec-WebSocket-Protocol: " + step.text() + "\r\n");
                case SEND -> client(step).send(true, opcode(step.bytes()), step.bytes());
                case EXPECT -> expect(step, where);
                case CLOSE -> expectClose(client(step), Integer.parseInt(step.text()), where);
            }
        }
        clients.forEach((name, client) -> sayGoodbye(client, script.name() + " client " + name));
    }

    private WsClient client(Step step) {
        return clients.computeIfAbsent(step.client(), name -> open(null));
    }

    private WsClient open(@Nullable String subprotocols) {
        return WsClient.over(RawClient.connect(port), "/stomp", subprotocols);
    }

    private static Opcode opcode(byte[] message) {
        return Utf8Validator.isValid(message, 0, message.length) ? Opcode.TEXT : Opcode.BINARY;
    }

    /** Each frame of the bridge is one message. */
    private void expect(Step step, String where) {
        WsClient.Received received = next(client(step), where);
        assertThat(received.close()).as(where + ": closed").isNull();
        assertThat(new String(received.payload(), ISO_8859_1))
                .as("%s: %s", where, CaretNotation.text(received.payload()))
                .matches(step.pattern());
        assertThat(received.opcode()).as(where).isEqualTo(opcode(received.payload()));
    }

    private void expectClose(WsClient client, int code, String where) {
        WsClient.Received received = next(client, where);
        assertThat(received.close())
                .as("%s: instead of a close frame: %s", where, CaretNotation.text(received.payload()))
                .isNotNull()
                .extracting(CloseStatus::code)
                .isEqualTo(code);
        client.sendClose(GOODBYE);
        assertThat(client.next()).as(where + ": after the close").isNull();
        clients.values().remove(client);
    }

    /** Whoever is still there closes, and has nothing else to read before the answer. */
    private static void sayGoodbye(WsClient client, String who) {
        client.sendClose(GOODBYE);
        WsClient.Received last = next(client, who);
        assertThat(last.close())
                .as("%s: more was sent: %s", who, CaretNotation.text(last.payload()))
                .isEqualTo(GOODBYE);
        client.close();
    }

    private static WsClient.Received next(WsClient client, String where) {
        WsClient.Received next = client.next();
        if (next == null) {
            throw new AssertionError(where + ": the socket ended");
        }
        return next;
    }

    @Override
    public void close() {
        clients.values().forEach(WsClient::close);
    }
}
