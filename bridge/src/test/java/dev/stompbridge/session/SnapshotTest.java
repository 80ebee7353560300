package dev.stompbridge.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.stomp.StompCommand;
import dev.stompbridge.stomp.StompFrame;
import dev.stompbridge.testkit.JmsBackend;
import dev.stompbridge.testkit.StompClient;
import dev.stompbridge.testkit.TestBridge;
import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who subscribes gets the last message of each destination, and from there on every one. */
final class SnapshotTest {
    private static final int TOPICS = 10;
    private static final int CLIENTS = 20;
    private static final int JOINS_OF_EACH = 50;
    private static final int MESSAGES_OF_A_JOIN = 60;
    private static final int MESSAGES_PER_SECOND = 5000;

    @TempDir
    Path data;

    @Test
    void aThousandJoinsDuringAStreamGetAnImageAndThenEveryMessage() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS + 1);
        try (TestBridge bridge = TestBridge.start();
                JmsBackend backend = JmsBackend.tester(bridge)) {
            for (int topic = 0; topic < TOPICS; topic++) {
                backend.sendText("topic://test.last.t" + topic, "0");
            }
            awaitImages(bridge, "/topic/test.last.*", TOPICS);
            Future<Integer> stream = threads.submit(() -> stream(backend, ended));
            List<Future<Integer>> joins = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int number = client;
                joins.add(threads.submit(() -> joinAgainAndAgain(bridge, number)));
            }
            int images = 0;
            for (Future<Integer> join : joins) {
                images += join.get(2, TimeUnit.MINUTES);
            }
            ended.set(true);

            assertThat(images).isEqualTo(CLIENTS * JOINS_OF_EACH / 2 * (1 + TOPICS));
            assertThat(stream.get(10, TimeUnit.SECONDS)).isPositive();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void imagesAreThereAfterARestartAndSayWhenTheyCame() throws Exception {
        String directory = "broker.data-directory=" + data;
        long before = Instant.now().toEpochMilli();
        try (TestBridge bridge = TestBridge.start(directory);
                JmsBackend backend = JmsBackend.tester(bridge)) {
            backend.sendText("topic://test.last.a", "old");
            TextMessage marked = backend.session().createTextMessage("one");
            marked.setStringProperty("colour", "red");
            backend.send("topic://test.last.a", marked);
            backend.sendText("topic://test.last.b", "two");
            awaitImages(bridge, "/topic/test.last.>", 2);
        }
        try (TestBridge bridge = TestBridge.start(directory);
                StompClient client = StompClient.tester(bridge.port());
                JmsBackend backend = JmsBackend.tester(bridge)) {
            client.send("SUBSCRIBE\nid:s\ndestination:/topic/test.last.a\n\n^@");
            StompFrame image = client.await(StompCommand.MESSAGE);
            backend.sendText("topic://test.last.a", "three");

            assertThat(new String(image.body(), UTF_8)).isEqualTo("one");
            assertThat(image.headers().get("colour")).isEqualTo("red");
            assertThat(Long.parseLong(String.valueOf(image.headers().get("x-snapshot"))))
                    .isBetween(before, Instant.now().toEpochMilli());
            StompFrame live = client.await(StompCommand.MESSAGE);
            assertThat(new String(live.body(), UTF_8)).isEqualTo("three");
            assertThat(live.headers().get("x-snapshot")).isNull();
        }
    }

    @Test
    void aDamagedFileCostsItsImagesOnly() throws Exception {
        Files.createDirectories(data);
        Files.write(data.resolve("snapshots"), "no images".getBytes(UTF_8));
        try (TestBridge bridge = TestBridge.start("broker.data-directory=" + data);
                JmsBackend backend = JmsBackend.tester(bridge)) {
            backend.sendText("topic://test.last.a", "one");

            awaitImages(bridge, "/topic/test.last.a", 1);
        }
    }

    @Test
    void nobodyGetsAnImageThatHeMayNotRead() throws Exception {
        try (TestBridge bridge = TestBridge.start();
                JmsBackend backend = JmsBackend.tester(bridge);
                StompClient anonymous = StompClient.anonymous(bridge.port())) {
            backend.sendText("topic://last.secret.a", "one");
            awaitImages(bridge, "/topic/last.>", 1);
            anonymous.send("SEND\ndestination:/topic/last.open.b\nreceipt:r\n\ntwo^@");
            anonymous.awaitReceipt("r");
            awaitImages(bridge, "/topic/last.>", 2);

            anonymous.send("SUBSCRIBE\nid:all\ndestination:/topic/last.>\nreceipt:subscribed\n\n^@");

            assertThat(anonymous.message()).isEqualTo("two");
            anonymous.awaitReceipt("subscribed");
        }
    }

    @Test
    void imagesFulfilTheSelector() throws Exception {
        try (TestBridge bridge = TestBridge.start();
                JmsBackend backend = JmsBackend.tester(bridge);
                StompClient client = StompClient.tester(bridge.port())) {
            for (String colour : List.of("red", "blue")) {
                TextMessage message = backend.session().createTextMessage(colour);
                message.setStringProperty("colour", colour);
                backend.send("topic://test.last." + colour, message);
            }
            awaitImages(bridge, "/topic/test.last.*", 2);

            client.send("SUBSCRIBE\nid:s\ndestination:/topic/test.last.*\nselector:colour = 'blue'\nreceipt:r\n\n^@");

            assertThat(client.message()).isEqualTo("blue");
            client.awaitReceipt("r");
        }
    }

    /** The bridge gets what is sent as soon as the broker has it, on a subscription of its own. */
    private static void awaitImages(TestBridge bridge, String destination, int images) {
        await().until(() -> {
            try (StompClient client = StompClient.tester(bridge.port())) {
                client.send("SUBSCRIBE\nid:s\ndestination:" + destination + "\nreceipt:r\n\n^@");
                int count = 0;
                StompFrame frame = client.next();
                while (frame != null && frame.command() == StompCommand.MESSAGE) {
                    count++;
                    frame = client.next();
                }
                return count == images;
            }
        });
    }

    /** Numbers each topic's messages, at a steady rate; answers how many it sent. */
    private static int stream(JmsBackend backend, AtomicBoolean ended) throws JMSException {
        long start = System.nanoTime();
        int sent = 0;
        while (!ended.get()) {
            long due = start + TimeUnit.SECONDS.toNanos(1) * sent / MESSAGES_PER_SECOND;
            LockSupport.parkNanos(due - System.nanoTime());
            backend.sendText("topic://test.last.t" + sent % TOPICS, String.valueOf(1 + sent / TOPICS));
            sent++;
        }
        return sent;
    }

    /** Half of the joins are to one topic, half to all of them; answers how many images came. */
    private static int joinAgainAndAgain(TestBridge bridge, int number) {
        int images = 0;
        try (StompClient client = StompClient.tester(bridge.port())) {
            for (int join = 0; join < JOINS_OF_EACH; join++) {
                String topic = join % 2 == 0 ? "*" : "t" + (number + join) % TOPICS;
                client.send("SUBSCRIBE\nid:" + join + "\ndestination:/topic/test.last." + topic + "\n\n^@");
                images += follow(client, String.valueOf(join));
                client.send("UNSUBSCRIBE\nid:" + join + "\nreceipt:left\n\n^@");
                StompFrame frame = client.next();
                while (frame != null && frame.command() == StompCommand.MESSAGE) {
                    frame = client.next();
                }
            }
        }
        return images;
    }

    /** Each topic's first message is an image, and each of the others the next one. */
    private static int follow(StompClient client, String subscription) {
        Map<String, Integer> last = new HashMap<>();
        for (int i = 0; i < MESSAGES_OF_A_JOIN; i++) {
            StompFrame frame = client.await(StompCommand.MESSAGE);
            String topic = String.valueOf(frame.headers().get("destination"));
            int number = Integer.parseInt(new String(frame.body(), UTF_8));
            Integer before = last.put(topic, number);

            assertThat(frame.headers().get("subscription")).isEqualTo(subscription);
            assertThat(frame.headers().get("x-snapshot") != null).isEqualTo(before == null);
            assertThat(number).isEqualTo(before == null ? number : before + 1);
        }
        return last.size();
    }
}
