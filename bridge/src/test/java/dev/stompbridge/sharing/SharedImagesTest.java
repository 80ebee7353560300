package dev.stompbridge.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stompbridge.sharing.ReadingTable.Row;
import dev.stompbridge.testkit.TestBridge;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bridge keeps the last message of every topic; who subscribes gets those that he may read, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SharedImagesTest {
    private static final String POLICIES = """
            outbox:
              policies:
                - {destination: "topic://>", snapshot: true}
            """;

    private final TestBridge bridge =
            TestBridge.startWith(ReadingTable.RIGHTS.yaml() + POLICIES, "fanout.linger=5m", "websocket.ping-after=5m");

    @BeforeAll
    void sendToEveryTopic() {
        try (Publisher publisher = new Publisher(bridge.port())) {
            publisher.disturb();
            ReadingTable.TOPICS.forEach((letter, name) ->
                    publisher.send(ReadingTable.name(letter, 0), name.contains("#") ? "new" : "old", "kept"));
            publisher.awaitAccepted();
        }
        await().until(() -> images("all", "/topic/>").size() == ReadingTable.TOPICS.size());
    }

    @AfterAll
    void stop() {
        bridge.close();
    }

    private static Stream<Row> rows() {
        return ReadingTable.rows().stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everybodyGetsTheImagesThatHeMayReadAndNothingElse(Row row) {
        List<String> users = new ArrayList<>(row.cells().keySet());
        for (int round = 0; round < 2; round++) {
            // The second time the topics are still open, and the other way round.
            for (String user : users) {
                assertThat(images(user, row.subscription()))
                        .as("what %s gets of %s", user, row)
                        .containsExactlyInAnyOrderElementsOf(expected(row, user));
            }
            Collections.reverse(users);
        }
    }

    private static List<String> expected(Row row, String user) {
        if (row.isRefused(user)) {
            return List.of("refused");
        }
        return row.letters(user)
                .map(letter -> "/topic/" + ReadingTable.name(letter, 0) + " kept")
                .toList();
    }

    /** They come before the receipt. */
    private List<String> images(String user, String what) {
        try (Reader reader = Reader.open(bridge.port(), user)) {
            reader.subscribe("s", what);
            boolean accepted = reader.isAccepted();
            List<String> received = reader.received().getOrDefault("s", List.of());
            return accepted
                    ? received
                    : Stream.concat(Stream.of("refused"), received.stream()).toList();
        }
    }
}
