package dev.stompbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.session.Disconnect;
import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The store fills in the middle of the SENDs of many browsers of one identity. */
final class FullStoreTest {
    private static final int SENDERS = 50;
    private static final int ROUNDS = 6;
    private static final int LIMIT = 4 * 1024 * 1024;
    private static final String PADDING = " " + "x".repeat(16 * 1024);

    private final TestBridge bridge =
            TestBridge.start("broker.memory-limit=1MiB", "broker.temp-limit=4MiB", "broker.store-limit=4MiB");
    private final List<StompClient> senders = new ArrayList<>();

    @AfterEach
    void stop() {
        senders.forEach(StompClient::close);
        bridge.close();
    }

    @Test
    void sendsWaitInOrderAndTransactionsFailAtOnce() {
        try (StompClient committer = StompClient.tester(bridge.port());
                StompClient other = StompClient.tester(bridge.port());
                StompClient consumer = StompClient.tester(bridge.port())) {
            new Queues(consumer).fill(List.of("test.committer", "test.other"), 3);
            List<StompFrame> own = subscribe(committer, "test.committer");
            List<StompFrame> others = subscribe(other, "test.other");
            fillStore();

            failToCommit(committer, own.get(1));
            others.forEach(message -> acknowledge(other, message));
            takeBack();
            consume(consumer);

            for (StompClient sender : senders) {
                IntStream.range(0, ROUNDS).forEach(round -> sender.awaitReceipt(Integer.toString(round)));
            }
            other.send("UNSUBSCRIBE\nid:s\nreceipt:u\n\n^@").awaitReceipt("u");
            assertThat(new Queues(consumer)
                            .drain(List.of("test.full", "test.other", "test.committer", "test.committed")))
                    .allMatch(List::isEmpty);
        }
    }

    private void fillStore() {
        for (int i = 0; i < SENDERS; i++) {
            StompClient sender = StompClient.tester(bridge.port());
            senders.add(sender);
            for (int round = 0; round < ROUNDS; round++) {
                sender.send("SEND\ndestination:/queue/test.full\npersistent:true\nreceipt:" + round + "\n\n" + i + " "
                        + round + PADDING + "^@");
            }
        }
        await().until(() -> bridge.metric("stompbridge_broker_store_bytes") >= LIMIT);
    }

    private static List<StompFrame> subscribe(StompClient client, String queue) {
        client.send("SUBSCRIBE\nid:s\ndestination:/queue/" + queue + "\nack:client-individual\n\n^@");
        return IntStream.range(0, 3)
                .mapToObj(i -> client.await(StompCommand.MESSAGE))
                .toList();
    }

    private static void acknowledge(StompClient client, StompFrame message) {
        client.send("ACK\nid:" + message.headers().get("ack") + "\nreceipt:a\n\n^@")
                .awaitReceipt("a");
    }

    private static void failToCommit(StompClient committer, StompFrame message) {
        long start = System.nanoTime();
        committer.send("BEGIN\ntransaction:t\n\n^@"
                + "SEND\ndestination:/queue/test.committed\npersistent:true\ntransaction:t\n\nx^@"
                + "ACK\nid:" + message.headers().get("ack") + "\ntransaction:t\n\n^@"
                + "COMMIT\ntransaction:t\nreceipt:c\n\n^@");
        StompFrame error = committer.await(StompCommand.ERROR);

        assertThat(error.headers().get("message")).isEqualTo("the broker has no room for it");
        assertThat(error.headers().get("receipt-id")).isEqualTo("c");
        assertThat(committer.next()).isNull();
        assertThat(Objects.requireNonNull(committer.closed()).code()).isEqualTo(Disconnect.BROKER_FULL.code());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    /** Nothing of the transaction has happened. */
    private void takeBack() {
        try (StompClient next = StompClient.tester(bridge.port())) {
            List<StompFrame> again = subscribe(next, "test.committer");
            assertThat(again).extracting(Queues::text).containsExactly("0", "1", "2");
            assertThat(again).allMatch(frame -> "true".equals(frame.headers().get("redelivered")));
            again.forEach(message -> acknowledge(next, message));
        }
    }

    /** Everything that was sent comes once, what one browser sent in its order. */
    private static void consume(StompClient consumer) {
        consumer.send("SUBSCRIBE\nid:c\ndestination:/queue/test.full\n\n^@");
        Map<String, Integer> next = new HashMap<>();
        for (int i = 0; i < SENDERS * ROUNDS; i++) {
            String[] words = consumer.message().split(" ", 3);
            assertThat(Integer.parseInt(words[1])).isEqualTo(next.getOrDefault(words[0], 0));
            next.merge(words[0], 1, Integer::sum);
        }
        assertThat(next).hasSize(SENDERS);
        consumer.send("UNSUBSCRIBE\nid:c\nreceipt:u\n\n^@").awaitReceipt("u");
    }
}
