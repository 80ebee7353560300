package dev.stompbridge.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code x-max-rate} on the wire, and its changes by {@code /bridge/subscription}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MaxRateSubscriptionTest {
    private final TestBridge bridge = TestBridge.start();

    @AfterAll
    void stop() {
        bridge.close();
    }

    @Test
    void aStreamIsThinnedToItsPaceAndItsLastMessageComes() {
        int messages = 300;
        String topic = "/topic/test.paced.stream";
        try (StompClient publisher = StompClient.tester(bridge.port());
                StompClient browser = StompClient.tester(bridge.port())) {
            browser.send("SUBSCRIBE\nid:s\ndestination:" + topic + "\nx-max-rate:10/s\nreceipt:r\n\n^@")
                    .awaitReceipt("r");
            long begin = System.nanoTime();
            for (int i = 1; i <= messages; i++) {
                publisher
                        .send("SEND\ndestination:" + topic + "\nreceipt:" + i + "\n\n" + i + "^@")
                        .awaitReceipt(Integer.toString(i));
            }
            long received = 0;
            long skipped = 0;
            StompFrame message;
            do {
                message = browser.await(StompCommand.MESSAGE);
                received++;
                String left = message.headers().get("x-skipped");
                skipped += left == null ? 0 : Long.parseLong(left);
                assertThat(message.headers().get("x-seq")).isEqualTo(new String(message.body(), UTF_8));
            } while (!new String(message.body(), UTF_8).equals(Integer.toString(messages)));
            Duration passed = Duration.ofNanos(System.nanoTime() - begin);

            assertThat(received + skipped).isEqualTo(messages);
            assertThat(received).isLessThanOrEqualTo(passed.toMillis() / 100 + 1);
        }
    }

    @Test
    void aPaceThatIsSetLaterHoldsForASubscriptionThatHadNone() {
        String topic = "/topic/test.paced.later";
        try (StompClient client = StompClient.tester(bridge.port()).subscribe("s", topic)) {
            client.send("SEND\ndestination:" + topic + "\n\n1^@");
            assertThat(client.await(StompCommand.MESSAGE).headers().get("x-seq"))
                    .isNull();
            pace(client, "s", "0.001/s").awaitReceipt("paced");
            for (int i = 2; i <= 4; i++) {
                client.send("SEND\ndestination:" + topic + "\n\n" + i + "^@");
            }
            assertThat(client.message()).isEqualTo("2");
            pace(client, "s", "none");
            // The receipt may come before the message or behind it.
            StompFrame next = Objects.requireNonNull(client.next());
            StompFrame last = next.command() == StompCommand.MESSAGE ? next : client.await(StompCommand.MESSAGE);

            assertThat(new String(last.body(), UTF_8)).isEqualTo("4");
            assertThat(last.headers().get("x-seq")).isEqualTo("4");
            assertThat(last.headers().get("x-skipped")).isEqualTo("1");
        }
    }

    @Test
    void aPaceThatIsSetLaterHoldsWhereOldMessagesAreDropped() {
        String topic = "/topic/test.newest.paced";
        try (StompClient client = StompClient.tester(bridge.port()).subscribe("s", topic)) {
            pace(client, "s", "2/s").awaitReceipt("paced");
            for (int i = 1; i <= 5; i++) {
                client.send("SEND\ndestination:" + topic + "\n\n" + i + "^@");
            }

            assertThat(client.message()).isEqualTo("1");
            StompFrame last = client.await(StompCommand.MESSAGE);
            assertThat(new String(last.body(), UTF_8)).isEqualTo("5");
            assertThat(last.headers().get("x-skipped")).isEqualTo("3");
        }
    }

    @Test
    void keysOfAPolicyArePacedEachForItself() {
        String topic = "/topic/test.latest.paced";
        try (StompClient client = StompClient.tester(bridge.port())) {
            client.send("SUBSCRIBE\nid:s\ndestination:" + topic + "\nx-max-rate:0.001/s\nreceipt:r\n\n^@")
                    .awaitReceipt("r");
            for (String symbol : new String[] {"A", "B", "A", "C"}) {
                client.send("SEND\ndestination:" + topic + "\n\n{\"symbol\":\"" + symbol + "\"}^@");
            }

            assertThat(client.message()).contains("A");
            assertThat(client.message()).contains("B");
            assertThat(client.message()).contains("C");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "other | 4/s | no shared subscription with this id is open",
                "private | 4/s | no shared subscription with this id is open",
                "s | 4 | x-max-rate is a number per second such as 4/s, from 0.001/s to 1000/s, or none",
                "s | 0/s | x-max-rate is a number per second such as 4/s, from 0.001/s to 1000/s, or none"
            })
    void aChangeThatCannotBeIsAnError(String id, String rate, String text) {
        try (StompClient client = StompClient.tester(bridge.port()).subscribe("s", "/topic/test.paced.wrong")) {
            client.send("SUBSCRIBE\nid:private\ndestination:/topic/test.paced.wrong\nack:client\nreceipt:p\n\n^@")
                    .awaitReceipt("p");
            pace(client, id, rate);

            StompFrame error = client.await(StompCommand.ERROR);
            assertThat(error.headers().get("message")).isEqualTo(text);
            assertThat(error.headers().get("receipt-id")).isEqualTo("paced");
        }
    }

    @ParameterizedTest
    @CsvSource({"x-gaps:true", "x-max-rate:4/s", "x-max-rate:none"})
    void aPrivateSubscriptionHasNoPaceAndTellsNoGaps(String header) {
        try (StompClient client = StompClient.tester(bridge.port())) {
            client.send("SUBSCRIBE\nid:s\ndestination:/topic/test.a\nno-local:true\n" + header + "\n\n^@");

            assertThat(client.await(StompCommand.ERROR).headers().get("message"))
                    .isEqualTo("only a shared subscription has x-max-rate or x-gaps: one to a topic with ack:auto");
        }
    }

    private static StompClient pace(StompClient client, String id, String rate) {
        return client.send(
                "SEND\ndestination:/bridge/subscription\nid:" + id + "\nx-max-rate:" + rate + "\nreceipt:paced\n\n^@");
    }
}
