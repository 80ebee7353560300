package dev.stompbridge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After the RECEIPT of a SUBSCRIBE every message comes, after that of an UNSUBSCRIBE none, whatever others do. */
final class JoinsAndLeavesTest {
    private static final int BROWSERS = 6;
    private static final int ROUNDS = 60;
    private static final int TOPICS = 2;

    @ParameterizedTest
    @ValueSource(strings = {"0s", "1ms", "1s"})
    void exactlyWhatIsSentInBetweenComes(String linger) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(BROWSERS);
        try (TestBridge bridge = TestBridge.start("fanout.linger=" + linger)) {
            List<Future<?>> browsers = new ArrayList<>();
            for (int i = 0; i < BROWSERS; i++) {
                int browser = i;
                browsers.add(threads.submit(() -> comeAndGo(bridge, browser)));
            }
            for (Future<?> browser : browsers) {
                browser.get(120, TimeUnit.SECONDS);
            }
            await().until(() -> bridge.metric("stompbridge_shared_topics") == 0);
            assertThat(bridge.metric("stompbridge_gaps_total")).isZero();
        } finally {
            threads.shutdownNow();
        }
    }

    private static void comeAndGo(TestBridge bridge, int browser) {
        Random random = new Random(browser);
        try (StompClient client = StompClient.tester(bridge.port())) {
            for (int round = 0; round < ROUNDS; round++) {
                String topic = "/topic/test.t" + random.nextInt(TOPICS);
                String mine = browser + "." + round;
                client.send("SUBSCRIBE\nid:s\ndestination:" + topic + "\nreceipt:s" + mine + "\n\n^@");
                skipTo(client, "s" + mine);
                client.send("SEND\ndestination:" + topic + "\n\n" + mine + "^@");
                String next = body(client.await(StompCommand.MESSAGE));
                while (!next.equals(mine)) {
                    next = body(client.await(StompCommand.MESSAGE));
                }
                client.send("UNSUBSCRIBE\nid:s\nreceipt:u" + mine + "\n\n^@");
                skipTo(client, "u" + mine);
                client.send("SEND\ndestination:" + topic + "\nreceipt:after" + mine + "\n\nlate^@");
                client.awaitReceipt("after" + mine);
            }
        }
    }

    /** Messages of others may come until then. */
    private static void skipTo(StompClient client, String receipt) {
        StompFrame next = Objects.requireNonNull(client.next());
        while (next.command() == StompCommand.MESSAGE) {
            next = Objects.requireNonNull(client.next());
        }
        assertThat(next.headers().get("receipt-id")).isEqualTo(receipt);
    }

    private static String body(StompFrame frame) {
        return new String(frame.body(), StandardCharsets.UTF_8);
    }
}
