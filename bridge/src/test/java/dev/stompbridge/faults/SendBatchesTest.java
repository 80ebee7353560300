package dev.stompbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.session.Disconnect;
import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many browsers of one identity send persistent messages at once: few syncs of the store, and each gets its own answer. */
final class SendBatchesTest {
    private static final int BROWSERS = 200;
    private static final int ROUNDS = 10;
    private static final int RECEIPTS_PER_SYNC = 20;

    private static final String QUEUE = "test.batches";
    /** Nobody has a right there, which only the broker knows. */
    private static final String FORBIDDEN = "/queue/other.batches";

    private final TestBridge bridge = TestBridge.start();
    private final List<StompClient> browsers = new ArrayList<>();

    @AfterEach
    void stop() {
        browsers.forEach(StompClient::close);
        bridge.close();
    }

    @Test
    void oneSyncStoresTheMessagesOfMany() {
        connect();
        send(); // code that runs for the first time is slower than the disk
        assertThat(stored()).hasSize(BROWSERS * ROUNDS);
        long before = bridge.metric("stompbridge_broker_store_syncs");
        send();
        long syncs = bridge.metric("stompbridge_broker_store_syncs") - before;

        assertThat(syncs).isBetween(1L, (long) BROWSERS * ROUNDS / RECEIPTS_PER_SYNC);
        assertThat(bridge.metric("stompbridge_send_batches_refused_total")).isZero();
        List<String> stored = stored();
        assertThat(stored).hasSize(BROWSERS * ROUNDS);
        IntStream.range(0, BROWSERS)
                .forEach(browser -> assertThat(of(browser, stored)).isEqualTo(bodies(browser, ROUNDS)));
    }

    @Test
    void onlyTheOneWhoseMessageIsRefusedIsTold() {
        connect();
        int refused = 77;
        int round = 4;
        for (int i = 0; i < BROWSERS; i++) {
            browsers.get(i)
                    .send(
                            i == refused
                                    ? frames(i, 0, round) + frame(FORBIDDEN, i, round) + frames(i, round + 1, ROUNDS)
                                    : frames(i, 0, ROUNDS));
        }
        StompClient told = browsers.remove(refused);
        browsers.forEach(browser -> awaitReceipts(browser, ROUNDS));
        awaitReceipts(told, round);
        StompFrame error = told.await(StompCommand.ERROR);
        assertThat(error.headers().get("message")).isEqualTo("not authorized to send to " + FORBIDDEN);
        assertThat(error.headers().get("receipt-id")).isEqualTo(Integer.toString(round));
        assertThat(told.next()).isNull();
        assertThat(Objects.requireNonNull(told.closed()).code()).isEqualTo(Disconnect.ACCESS_DENIED.code());
        told.close();

        assertThat(bridge.metric("stompbridge_send_batches_refused_total")).isPositive();
        List<String> stored = stored();
        assertThat(stored).hasSize((BROWSERS - 1) * ROUNDS + round);
        IntStream.range(0, BROWSERS)
                .forEach(browser -> assertThat(of(browser, stored))
                        .isEqualTo(bodies(browser, browser == refused ? round : ROUNDS)));
    }

    private void connect() {
        for (int i = 0; i < BROWSERS; i++) {
            browsers.add(StompClient.tester(bridge.port()));
        }
    }

    private void send() {
        for (int i = 0; i < BROWSERS; i++) {
            browsers.get(i).send(frames(i, 0, ROUNDS));
        }
        browsers.forEach(browser -> awaitReceipts(browser, ROUNDS));
    }

    private List<String> stored() {
        try (StompClient observer = StompClient.tester(bridge.port())) {
            return new Queues(observer)
                    .drain(List.of(QUEUE)).get(0).stream().map(Queues::text).toList();
        }
    }

    private static void awaitReceipts(StompClient browser, int rounds) {
        IntStream.range(0, rounds).forEach(round -> browser.awaitReceipt(Integer.toString(round)));
    }

    private static String frames(int browser, int from, int to) {
        StringBuilder frames = new StringBuilder();
        IntStream.range(from, to).forEach(round -> frames.append(frame("/queue/" + QUEUE, browser, round)));
        return frames.toString();
    }

    private static String frame(String destination, int browser, int round) {
        return "SEND\ndestination:" + destination + "\npersistent:true\nreceipt:" + round + "\n\n" + browser + " "
                + round + "^@";
    }

    private static List<String> of(int browser, List<String> stored) {
        return stored.stream().filter(body -> body.startsWith(browser + " ")).toList();
    }

    private static List<String> bodies(int browser, int rounds) {
        return IntStream.range(0, rounds)
                .mapToObj(round -> browser + " " + round)
                .toList();
    }
}
