package dev.stompbridge.it;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;

/**
 * A browser that works through a queue of its own, in turns: acknowledges a message, then two in a transaction that also
 * sends two answers. It waits for the RECEIPT of each turn, and remembers how many have come.
 */
final class CrashingConsumer {
    static final int MESSAGES = 500;
    private static final String MARK = "end";

    /** What is in both queues. */
    record Contents(List<String> input, List<String> answers) {}

    private final String queue;
    private final Queue<String> acks = new ArrayDeque<>();
    private volatile int confirmed;

    CrashingConsumer(int number) {
        this.queue = "/queue/test.crash." + number;
    }

    /** Turns whose RECEIPT has come. */
    int confirmed() {
        return confirmed;
    }

    void fill(Browser browser) {
        browser.send("BEGIN", "transaction:fill", "");
        for (int i = 0; i < MESSAGES; i++) {
            browser.send("SEND", "destination:" + queue + "\npersistent:true\ntransaction:fill", Integer.toString(i));
        }
        browser.send("COMMIT", "transaction:fill\nreceipt:filled", "");
        if (!awaitReceipt(browser, "filled")) {
            throw new AssertionError("not filled");
        }
    }

    /** Until the connection ends, or the queue is empty. */
    void work(Browser browser) {
        browser.send("SUBSCRIBE", "id:s\nack:client-individual\ndestination:" + queue, "");
        boolean alive = true;
        for (int turn = 1; alive && taken(turn) <= MESSAGES; turn++) {
            alive = awaitMessages(browser, taken(turn) - taken(turn - 1)) && turn(browser, turn);
            if (alive) {
                confirmed = turn;
            }
        }
    }

    private boolean turn(Browser browser, int turn) {
        if (turn % 2 == 1) {
            browser.send("ACK", "receipt:" + turn + "\nid:" + acks.remove(), "");
        } else {
            browser.send("BEGIN", "transaction:t", "");
            for (String part : List.of("a", "b")) {
                browser.send("ACK", "transaction:t\nid:" + acks.remove(), "");
                browser.send("SEND", "transaction:t\npersistent:true\ndestination:" + queue + ".answers", turn + part);
            }
            browser.send("COMMIT", "transaction:t\nreceipt:" + turn, "");
        }
        return awaitReceipt(browser, Integer.toString(turn));
    }

    private boolean awaitMessages(Browser browser, int count) {
        Frame frame = null;
        while (acks.size() < count && (frame = browser.next()) != null) {
            acks.add(frame.header("ack"));
        }
        return acks.size() >= count;
    }

    private boolean awaitReceipt(Browser browser, String receipt) {
        Frame frame = browser.next();
        while (frame != null && frame.command().equals("MESSAGE")) {
            acks.add(frame.header("ack"));
            frame = browser.next();
        }
        if (frame != null && !frame.header("receipt-id").equals(receipt)) {
            throw new AssertionError("no receipt " + receipt + " but " + frame);
        }
        return frame != null;
    }

    /** Messages that have been acknowledged after so many turns. */
    private static int taken(int turns) {
        return turns + turns / 2;
    }

    /** What is there after so many turns. */
    Contents after(int turns) {
        List<String> answers = new ArrayList<>();
        for (int turn = 2; turn <= turns; turn += 2) {
            answers.add(turn + "a");
            answers.add(turn + "b");
        }
        return new Contents(
                IntStream.range(taken(turns), MESSAGES)
                        .mapToObj(Integer::toString)
                        .toList(),
                answers);
    }

    /** Takes everything out of both queues. */
    Contents drain(Browser browser) {
        return new Contents(drain(browser, queue), drain(browser, queue + ".answers"));
    }

    private static List<String> drain(Browser browser, String queue) {
        browser.send("SEND", "persistent:true\ndestination:" + queue, MARK);
        browser.send("SUBSCRIBE", "id:" + queue + "\ndestination:" + queue, "");
        List<String> bodies = new ArrayList<>();
        Frame frame = browser.next();
        while (frame != null && !frame.body().equals(MARK)) {
            bodies.add(frame.body());
            frame = browser.next();
        }
        browser.send("UNSUBSCRIBE", "id:" + queue, "");
        return bodies;
    }
}
