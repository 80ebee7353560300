package dev.stompbridge.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stompbridge.faults.Cut.Moment;
import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.testkit.RawClient;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.WsClient;
import dev.stompbridge.websocket.FrameEncoder;
import dev.stompbridge.websocket.Opcode;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A browser that goes through a plan on queues of its own until its connection is cut. */
final class Exchange {
    private static final int MASK = 0x0BADCAFE;

    private final Plan plan;
    private final Cut cut;
    private final boolean hasty;
    private final String queue;

    private int sent;
    private int receipts;
    private int received;
    private boolean ended;
    private final Map<Integer, StompFrame> messages = new TreeMap<>();

    /** Hasty: once it has its first messages, it waits for no receipt. */
    Exchange(Plan plan, Cut cut, boolean hasty, String queue) {
        this.plan = plan;
        this.cut = cut;
        this.hasty = hasty;
        this.queue = queue;
    }

    Plan plan() {
        return plan;
    }

    /** The name that those of its queues begin with. */
    String queue() {
        return queue;
    }

    /** Frames that were sent as a whole. */
    int sent() {
        return sent;
    }

    /** Frames, from the first one on, whose receipt has come. */
    int receipts() {
        return receipts;
    }

    int received() {
        return received;
    }

    boolean hasSeen(int message) {
        return messages.containsKey(message);
    }

    /** Messages that the broker can have delivered: no more than the prefetch beyond those that were dealt with. */
    int mostDelivered() {
        List<Step> steps = plan.steps().subList(0, sent);
        boolean subscribed = steps.stream().anyMatch(step -> step.command() == StompCommand.SUBSCRIBE);
        int dealtWith = steps.stream()
                .filter(step -> step.command() == StompCommand.ACK || step.command() == StompCommand.NACK)
                .mapToInt(step -> plan.isCumulative() ? step.message() + 1 : 1)
                .reduce(0, plan.isCumulative() ? Math::max : Integer::sum);
        return subscribed ? plan.prefetch() + dealtWith : 0;
    }

    @Override
    public String toString() {
        return plan + (hasty ? " hasty " : " ") + cut + " sent " + plan.steps().subList(0, sent) + " receipts "
                + receipts + " messages " + messages.keySet();
    }

    void run(int port) {
        try (WsClient ws = WsClient.over(RawClient.connect(port), "/stomp", "v12.stomp")) {
            StompClient client = StompClient.over(ws);
            List<Step> steps = plan.steps();
            while (!ended && sent < steps.size()) {
                step(ws, client, steps.get(sent));
            }
            if (!ended) {
                readToEnd(client);
            }
        }
    }

    private void step(WsClient ws, StompClient client, Step step) {
        byte[] stomp = frame(step).getBytes(UTF_8);
        byte[] whole = webSocketFrame(stomp);
        if (cut.isAt(Moment.INSIDE_WEBSOCKET_FRAME, sent)) {
            ws.raw().send(Arrays.copyOf(whole, whole.length / 2));
            end(client);
        } else if (cut.isAt(Moment.INSIDE_STOMP_FRAME, sent)) {
            ws.raw().send(webSocketFrame(Arrays.copyOf(stomp, stomp.length / 2)));
            end(client);
        } else {
            ws.raw().send(whole);
            sent++;
            if (cut.isAt(Moment.AFTER_SENDING, sent - 1)) {
                end(client);
            } else {
                awaitAnswer(client, step.command());
            }
        }
    }

    private void awaitAnswer(StompClient client, StompCommand command) {
        boolean waits = !hasty || command == StompCommand.CONNECT || command == StompCommand.SUBSCRIBE;
        int first = command == StompCommand.SUBSCRIBE ? plan.firstMessages() : 0;
        while (waits && !ended && (receipts < sent || messages.size() < first)) {
            if (!read(client)) {
                throw new AssertionError(this + " ended by itself: " + client.closed());
            }
            if (cut.isAt(Moment.AFTER_RECEIVING, received)) {
                end(client);
            }
        }
    }

    private void end(StompClient client) {
        ended = true;
        if (cut.way() == Cut.Way.RESET) {
            client.ws().raw().reset();
        } else {
            client.ws().raw().finish();
            readToEnd(client);
        }
    }

    /** A peer that gives up what it has not written yet ends with a reset. */
    private void readToEnd(StompClient client) {
        try {
            while (read(client)) {}
        } catch (UncheckedIOException e) {
            ended = true;
        }
    }

    private boolean read(StompClient client) {
        StompFrame frame = client.next();
        if (frame == null) {
            return false;
        }
        received++;
        switch (frame.command()) {
            case CONNECTED -> receipts++;
            case MESSAGE -> messages.put(Integer.parseInt(new String(frame.body(), UTF_8)), frame);
            case RECEIPT -> receipt(frame.headers().get("receipt-id"));
            default -> throw new AssertionError(this + " got " + new String(frame.body(), UTF_8));
        }
        return true;
    }

    private void receipt(@Nullable String id) {
        if (!Integer.toString(receipts).equals(id)) {
            throw new AssertionError(this + " got the receipt " + id);
        }
        receipts++;
    }

    private static byte[] webSocketFrame(byte[] payload) {
        ByteBuffer frame = FrameEncoder.encodeMasked(true, Opcode.TEXT, payload, MASK);
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    private String frame(Step step) {
        String headers = switch (step.command()) {
            case CONNECT -> "accept-version:1.2\nhost:test\nlogin:tester\npasscode:tester-demo";
            case SUBSCRIBE ->
                "id:s\ndestination:/queue/" + queue + ".in\nack:" + plan.mode() + "\nactivemq.prefetchSize:"
                        + plan.prefetch();
            case UNSUBSCRIBE -> "id:s";
            case ACK, NACK -> "id:" + ack(step.message());
            case SEND -> "destination:/queue/" + queue + "." + step.subject() + "\npersistent:true";
            default -> "x:y";
        };
        String transaction = step.transaction().isEmpty() ? "" : "\ntransaction:" + step.transaction();
        String receipt = step.command() == StompCommand.CONNECT ? "" : "\nreceipt:" + sent;
        return step.command() + "\n" + headers + transaction + receipt + "\n\n" + step.body() + "\0";
    }

    private String ack(int message) {
        return Objects.requireNonNull(
                Objects.requireNonNull(messages.get(message)).headers().get("ack"));
    }
}
