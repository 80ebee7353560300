package dev.stompbridge.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.sharing.ReadingTable.Row;
import dev.stompbridge.sharing.Rights.User;
import dev.stompbridge.testkit.TestBridge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Many identities subscribe to the very same text; each gets what it may read of it and nothing else. Topics keep their
 * subscription in the broker from one run to the next, so that each run meets what others have left behind.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SharedAuthorizationTest {
    /** The order in which they subscribe. */
    enum Order {
        FORWARD,
        BACKWARD,
        ALL_AT_ONCE,
        /** All leave, and come back while what they shared is still there, those that are refused first. */
        AGAIN
    }

    private final TestBridge bridge = TestBridge.startWith(
            ReadingTable.RIGHTS.yaml(), "fanout.linger=5m", "websocket.ping-after=5m", "web.max-connections=1000");
    private int run;

    @BeforeAll
    void subscribeToTheEnd() {
        // From here on what the runs open in the broker is their own.
        for (User user : ReadingTable.USERS) {
            try (Reader reader = Reader.open(bridge.port(), user.name())) {
                reader.subscribe("end", "/topic/end");
                assertThat(reader.isAccepted()).isNotEqualTo(user.name().equals("none"));
            }
        }
    }

    @AfterAll
    void stop() {
        bridge.close();
    }

    private static Stream<Arguments> runs() {
        return ReadingTable.rows().stream()
                .flatMap(row -> Arrays.stream(Order.values()).map(order -> Arguments.of(row, order)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("runs")
    void everybodyGetsWhatHeMayReadAndNothingElse(Row row, Order order) {
        run++;
        long before = bridge.metric("stompbridge_broker_subscriptions");
        Map<String, Reader> readers = join(row, order);
        if (order == Order.AGAIN) {
            leave(readers);
            readers = join(row, Order.BACKWARD);
        }
        long opened = bridge.metric("stompbridge_broker_subscriptions") - before;

        assertThat(readers.keySet())
                .as("who is let in")
                .containsExactlyInAnyOrderElementsOf(row.cells().keySet().stream()
                        .filter(user -> !row.isRefused(user))
                        .toList());
        assertThat(opened)
                .as("subscriptions in the broker: one for each identity, and none when the topics are still open")
                .isEqualTo(order == Order.FORWARD ? identities(readers) : 0);
        String end = publish(row);
        readers.forEach((user, reader) -> {
            List<String> expected = row.expected(user, run);
            assertThat(reader.receivedUntil(end, expected.size()).getOrDefault("s", List.of()))
                    .as("what %s gets of %s", user, row)
                    .isEqualTo(expected);
            reader.close();
        });
    }

    /** Those who are let in. */
    private Map<String, Reader> join(Row row, Order order) {
        List<String> users = new ArrayList<>(row.cells().keySet());
        if (order == Order.BACKWARD) {
            Collections.reverse(users);
        }
        Map<String, Reader> readers = new LinkedHashMap<>();
        for (String user : users) {
            Reader reader = Reader.open(bridge.port(), user);
            readers.put(user, reader);
            if (!row.isRefused(user)) {
                reader.subscribe("end", "/topic/end");
                assertThat(reader.isAccepted()).isTrue();
            }
            if (order != Order.ALL_AT_ONCE) {
                reader.subscribe("s", row.subscription());
                dropIfRefused(readers, user);
            }
        }
        if (order == Order.ALL_AT_ONCE) {
            readers.values().forEach(reader -> reader.subscribe("s", row.subscription()));
            users.forEach(user -> dropIfRefused(readers, user));
        }
        return readers;
    }

    private static void dropIfRefused(Map<String, Reader> readers, String user) {
        Reader reader = readers.get(user);
        if (reader != null && !reader.isAccepted()) {
            assertThat(reader.refusal()).startsWith("not authorized to subscribe to ");
            assertThat(reader.closeCode()).isEqualTo(4002);
            readers.remove(user);
            reader.close();
        }
    }

    private static void leave(Map<String, Reader> readers) {
        for (Reader reader : readers.values()) {
            reader.unsubscribe("s");
            assertThat(reader.isAccepted()).isTrue();
            reader.close();
        }
    }

    /** One message to each topic, the end last; answers its body. */
    private String publish(Row row) {
        try (Publisher publisher = new Publisher(bridge.port())) {
            publisher.disturb();
            ReadingTable.TOPICS.forEach((letter, name) -> {
                String kind = name.contains("#") ? "new" : "old";
                publisher.send(ReadingTable.name(letter, run), kind, row.body(letter, run));
            });
            publisher.awaitAccepted();
        }
        return row.body('E', run);
    }

    private static long identities(Map<String, Reader> readers) {
        return ReadingTable.USERS.stream()
                .filter(user -> readers.containsKey(user.name()))
                .map(ReadingTable.RIGHTS::identity)
                .distinct()
                .count();
    }
}
