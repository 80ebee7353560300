package dev.stompbridge.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.testkit.StompClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Fills queues, and takes out of them everything that is there, as an observer's session. */
final class Queues {
    /** Behind everything that was in a queue before. */
    private static final String MARK = "end";

    private static final int MAX_IN_TRANSACTION = 1000;

    private final StompClient client;
    private final List<String> frames = new ArrayList<>();
    private int numbers;

    Queues(StompClient client) {
        this.client = client;
    }

    /** Puts persistent messages with the numbers from 0 on into each queue. */
    void fill(List<String> queues, int messages) {
        queues.forEach(queue -> {
            for (int i = 0; i < messages; i++) {
                put(queue, Integer.toString(i));
            }
        });
        store();
    }

    /** Everything in each of these queues, in order, which is gone afterwards. */
    List<List<StompFrame>> drain(List<String> queues) {
        queues.forEach(queue -> put(queue, MARK));
        store();
        List<List<StompFrame>> found = new ArrayList<>();
        for (int i = 0; i < queues.size(); i++) {
            found.add(new ArrayList<>());
            client.send("SUBSCRIBE\nid:" + i + "\ndestination:/queue/" + queues.get(i) + "\n\n^@");
        }
        for (int open = queues.size(); open > 0; ) {
            StompFrame frame = client.await(StompCommand.MESSAGE);
            if (text(frame).equals(MARK)) {
                open--;
            } else {
                found.get(Integer.parseInt(
                                Objects.requireNonNull(frame.headers().get("subscription"))))
                        .add(frame);
            }
        }
        return found;
    }

    static String text(StompFrame frame) {
        return new String(frame.body(), UTF_8);
    }

    private void put(String queue, String body) {
        if (frames.size() == MAX_IN_TRANSACTION) {
            store();
        }
        frames.add("SEND\ndestination:/queue/" + queue + "\npersistent:true\ntransaction:q\n\n" + body + "^@");
    }

    private void store() {
        String receipt = "stored-" + ++numbers;
        client.send("BEGIN\ntransaction:q\n\n^@" + String.join("", frames) + "COMMIT\ntransaction:q\nreceipt:" + receipt
                + "\n\n^@");
        frames.clear();
        client.awaitReceipt(receipt);
    }
}
