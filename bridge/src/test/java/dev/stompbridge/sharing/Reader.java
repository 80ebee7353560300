package dev.stompbridge.sharing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.WsClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A browser that subscribes to topics, and keeps what comes by subscription until it is asked for it. */
final class Reader implements AutoCloseable {
    private static final String END = "end";

    private final StompClient client;
    private final Map<String, List<String>> received = new LinkedHashMap<>();
    private @Nullable String refusal;

    private Reader(StompClient client) {
        this.client = client;
    }

    /** With a login, or without one if it is empty. */
    static Reader open(int port, String login) {
        String credentials = login.isEmpty() ? "" : "login:" + login + "\npasscode:tester-demo\n";
        WsClient ws = WsClient.over(RawClient.connect(port), "/stomp", "v12.stomp");
        return new Reader(StompClient.over(ws).connected(credentials));
    }

    /** Asks for it; {@link #isAccepted} awaits the answer. Selectors follow the destination in brackets. */
    void subscribe(String id, String what) {
        int bracket = what.indexOf(" [");
        String destination = bracket < 0 ? what : what.substring(0, bracket);
        String selector = bracket < 0
                ? ""
                : "selector:" + what.substring(bracket + 2, what.length() - 1).replace(":", "\\c") + "\n";
        client.send(
                "SUBSCRIBE\nid:" + id + "\ndestination:" + destination + "\n" + selector + "receipt:" + id + "\n\n^@");
    }

    void unsubscribe(String id) {
        client.send("UNSUBSCRIBE\nid:" + id + "\nreceipt:" + id + "\n\n^@");
    }

    /** Whether the answer to the last request is a receipt; if it is an ERROR, nothing came behind it but the end. */
    boolean isAccepted() {
        StompFrame answer = nextButMessages();
        if (answer.command() == StompCommand.RECEIPT) {
            return true;
        }
        refusal = answer.headers().get("message");
        StompFrame behind = client.next();
        if (behind != null) {
            throw new AssertionError("behind an ERROR came " + behind);
        }
        return false;
    }

    /** What the ERROR said. */
    @Nullable
    String refusal() {
        return refusal;
    }

    /** The code with which the connection ended. */
    int closeCode() {
        var closed = client.closed();
        return closed == null ? 0 : closed.code();
    }

    /**
     * The bodies of each subscription, in order, since this was last asked. It reads up to the given body of the
     * subscription {@code end}, and on until there are as many as expected.
     */
    Map<String, List<String>> receivedUntil(String end, int expected) {
        boolean ended = false;
        while (!ended || received.values().stream().mapToInt(List::size).sum() < expected) {
            StompFrame frame = client.await(StompCommand.MESSAGE);
            String body = new String(frame.body(), UTF_8);
            if (END.equals(frame.headers().get("subscription")) && body.equals(end)) {
                ended = true;
            } else {
                keep(frame);
            }
        }
        return received();
    }

    /** What came before the answer to the last request. */
    Map<String, List<String>> received() {
        Map<String, List<String>> all = new LinkedHashMap<>(received);
        received.clear();
        return all;
    }

    private StompFrame nextButMessages() {
        StompFrame next = client.next();
        while (next != null && next.command() == StompCommand.MESSAGE) {
            keep(next);
            next = client.next();
        }
        if (next == null) {
            throw new AssertionError("closed: " + client.closed());
        }
        return next;
    }

    private void keep(StompFrame message) {
        received.computeIfAbsent(String.valueOf(message.headers().get("subscription")), id -> new ArrayList<>())
                .add(message.headers().get("destination") + " " + new String(message.body(), UTF_8));
    }

    @Override
    public void close() {
        client.close();
    }
}
