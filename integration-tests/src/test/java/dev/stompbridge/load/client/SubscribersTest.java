package dev.stompbridge.load.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SubscribersTest {
    private static final Crowd.Options ALONE = new Crowd.Options(0, false, false, 1);

    @Test
    void browserLogsInAndSubscribesAsStompjsDoes() {
        try (ScriptedServer server = new ScriptedServer(List.of());
                Subscribers subscribers = new Subscribers(new Crowd(server, "/topic/stock.NVDA", ALONE))) {
            subscribers.open(1, 1);

            assertThat(server.heard())
                    .containsExactly(
                            "CONNECT\naccept-version:1.2\nhost:127.0.0.1\nheart-beat:0,0\n\n\0",
                            "SUBSCRIBE\nid:sub-0\ndestination:/topic/stock.NVDA\nreceipt:subscribed\n\n\0");
        }
    }

    @Test
    void everyMessageIsCountedOnceWhenAllComeInOrder() {
        List<Long> sequences = LongStream.rangeClosed(1, 10_000).boxed().toList();

        Totals totals = received(sequences, 10_000);

        assertThat(totals.deliveries()).isEqualTo(10_000);
        assertThat(totals.missing()).isZero();
        assertThat(totals.late()).isZero();
        assertThat(totals.duplicates()).isZero();
    }

    @Test
    void lossRepetitionAndDisorderAreSeen() {
        Totals totals = received(List.of(1L, 2L, 4L, 4L, 3L, 7L, 1L), 9);

        assertThat(totals.deliveries()).isEqualTo(7);
        assertThat(totals.missing()).as("5, 6, 8 and 9").isEqualTo(4);
        assertThat(totals.late()).as("3").isEqualTo(1);
        assertThat(totals.duplicates()).as("4 and 1").isEqualTo(2);
    }

    @Test
    void connectionThatTheServerClosesIsToldWithItsReason() {
        try (ScriptedServer server = new ScriptedServer(List.of(1L), true);
                Subscribers subscribers = new Subscribers(new Crowd(server, "/topic/stock.NVDA", ALONE))) {
            subscribers.open(1, 1);
            await().untilAsserted(() ->
                    assertThat(subscribers.endings().reasons()).isEqualTo(Map.of("subscribed: closed 4100 slow", 1)));
            await().until(() -> subscribers.count() == 0);

            assertThat(subscribers.totals().deliveries()).isEqualTo(1);
        }
    }

    private static Totals received(List<Long> sequences, long expected) {
        try (ScriptedServer server = new ScriptedServer(sequences);
                Subscribers subscribers = new Subscribers(new Crowd(server, "/topic/stock.NVDA", ALONE))) {
            subscribers.open(1, 1);
            await().until(() -> subscribers.totals().deliveries() == sequences.size());
            subscribers.awaitAll(expected);
            assertThat(subscribers.takeLatencies().getTotalCount()).isEqualTo(sequences.size());
            return subscribers.totals();
        }
    }
}
