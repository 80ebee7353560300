package dev.stompbridge.faults;

import dev.stompbridge.faults.Ledger.Fate;
import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.testkit.StompClient;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * One connection to a queue that several browsers share: it acknowledges, rejects and commits at random until it is cut
 * after a random number of requests.
 */
final class RandomBrowser {
    /** What came of a request. */
    private enum Result {
        DONE,
        PERHAPS
    }

    private final Ledger ledger;
    private final Random random;
    private final String queue;
    private final String name;
    private final boolean cumulative;
    private final StompClient client;
    private final Map<Integer, String> unacknowledged = new LinkedHashMap<>();
    private int requests;
    private int left;

    RandomBrowser(Ledger ledger, Random random, String queue, String name, int port) {
        this.ledger = ledger;
        this.random = random;
        this.queue = queue;
        this.name = name;
        this.cumulative = random.nextBoolean();
        this.client = StompClient.tester(port);
        this.left = 1 + random.nextInt(12);
    }

    void run() {
        Result result = request(
                "SUBSCRIBE\nid:s\ndestination:/queue/" + queue + "\nack:"
                        + (cumulative ? "client" : "client-individual") + "\nactivemq.prefetchSize:"
                        + (1 + random.nextInt(8)),
                "");
        while (result == Result.DONE) {
            result = switch (random.nextInt(4)) {
                case 0 -> settle(StompCommand.NACK, Fate.REJECTED, Fate.MAYBE_REJECTED);
                case 1, 2 -> settle(StompCommand.ACK, Fate.ACKNOWLEDGED, Fate.MAYBE_ACKNOWLEDGED);
                default -> transaction();
            };
        }
        client.close();
    }

    private Result settle(StompCommand command, Fate done, Fate perhaps) {
        int named = pick();
        String token = unacknowledged.get(named);
        List<Integer> settled = meantBy(named);
        unacknowledged.keySet().removeAll(settled);
        ledger.settled(settled, perhaps);
        Result result = request(command + "\nid:" + token, "");
        if (result == Result.DONE) {
            ledger.settled(settled, done);
        }
        return result;
    }

    private Result transaction() {
        int named = pick();
        List<Integer> settled = meantBy(named);
        List<String> bodies = List.of(name + " " + requests + "a", name + " " + requests + "b");
        boolean open = request("BEGIN\ntransaction:t", "") == Result.DONE
                && request("ACK\ntransaction:t\nid:" + unacknowledged.get(named), "") == Result.DONE
                && send(bodies.get(0))
                && send(bodies.get(1));
        if (!open) {
            return Result.PERHAPS;
        }
        if (random.nextInt(3) == 0) {
            return request("ABORT\ntransaction:t", "");
        }
        unacknowledged.keySet().removeAll(settled);
        ledger.committing(settled, bodies);
        Result result = request("COMMIT\ntransaction:t", "");
        if (result == Result.DONE) {
            ledger.committed(settled, bodies);
        }
        return result;
    }

    private boolean send(String body) {
        return request("SEND\ntransaction:t\npersistent:true\ndestination:/queue/" + queue + ".out", body)
                == Result.DONE;
    }

    private int pick() {
        List<Integer> messages = new ArrayList<>(unacknowledged.keySet());
        return messages.get(random.nextInt(messages.size()));
    }

    /** What an acknowledgement of this message means, in the order of delivery. */
    private List<Integer> meantBy(int named) {
        List<Integer> taken = new ArrayList<>();
        for (int message : unacknowledged.keySet()) {
            if (cumulative || message == named) {
                taken.add(message);
            }
            if (message == named) {
                break;
            }
        }
        return taken;
    }

    /** Done when the RECEIPT has come and there is a message to go on with. */
    private Result request(String head, String body) {
        String receipt = Integer.toString(++requests);
        client.send(head + "\nreceipt:" + receipt + "\n\n" + body + "^@");
        if (--left > 0) {
            return read(receipt);
        }
        if (random.nextBoolean()) {
            client.ws().raw().reset();
        } else {
            client.ws().raw().finish();
            readToEnd();
        }
        return Result.PERHAPS;
    }

    private Result read(String receipt) {
        boolean done = false;
        while (!done || unacknowledged.isEmpty()) {
            StompFrame frame = Objects.requireNonNull(client.next());
            if (frame.command() == StompCommand.RECEIPT
                    && receipt.equals(frame.headers().get("receipt-id"))) {
                done = true;
            } else {
                take(frame);
            }
        }
        return Result.DONE;
    }

    /** A bridge that had something to write yet ends with a reset. */
    private void readToEnd() {
        try {
            for (StompFrame frame = client.next(); frame != null; frame = client.next()) {
                if (frame.command() == StompCommand.MESSAGE) {
                    take(frame);
                }
            }
        } catch (UncheckedIOException e) {
            left = 0;
        }
    }

    private void take(StompFrame frame) {
        if (frame.command() != StompCommand.MESSAGE) {
            throw new AssertionError(name + " got " + frame + " " + Queues.text(frame));
        }
        int message = Integer.parseInt(Queues.text(frame));
        ledger.delivered(message, "true".equals(frame.headers().get("redelivered")));
        unacknowledged.put(message, Objects.requireNonNull(frame.headers().get("ack")));
    }
}
