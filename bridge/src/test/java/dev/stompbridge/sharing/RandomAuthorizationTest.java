package dev.stompbridge.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.sharing.Rights.User;
import dev.stompbridge.testkit.TestBridge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random users with random rights come, subscribe, leave and come back; a small model says who must get what. */
final class RandomAuthorizationTest {
    private static final int ROUNDS = 60;
    private static final int BROWSERS = 8;
    private static final int CHANGES = 4;
    private static final int MESSAGES = 8;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void nobodyGetsWhatHeMayNotReadAndNothingElseIsMissing(long seed) {
        Random random = new Random(seed);
        RandomRights randomly = new RandomRights(random);
        Rights rights = randomly.rights();
        try (TestBridge bridge = TestBridge.startWith(rights.yaml(), "fanout.linger=20ms", "websocket.ping-after=5m");
                Publisher publisher = new Publisher(bridge.port())) {
            Seat[] seats = new Seat[BROWSERS];
            Arrays.setAll(seats, i -> new Seat(rights, randomly, random, bridge.port()));
            for (int round = 0; round < ROUNDS; round++) {
                String where = "seed " + seed + ", round " + round;
                change(seats, random, where);
                publish(seats, randomly, publisher, where);
            }
            Arrays.stream(seats).forEach(Seat::leave);
        }
    }

    /** What is asked at the same time is answered in any order by the broker. */
    private static void change(Seat[] seats, Random random, String where) {
        List<Seat> changing = random.ints(0, BROWSERS)
                .distinct()
                .limit(CHANGES)
                .mapToObj(i -> seats[i])
                .toList();
        changing.forEach(Seat::ask);
        changing.forEach(seat -> seat.await(where));
    }

    private static void publish(Seat[] seats, RandomRights randomly, Publisher publisher, String where) {
        for (int i = 0; i < MESSAGES; i++) {
            String topic = randomly.topic("n" + where.hashCode());
            String kind = Integer.toString(i % 2);
            String body = where + ", message " + i + " of kind " + kind + " to " + topic;
            send(seats, publisher, new Letter(topic, kind, body));
        }
        send(seats, publisher, new Letter("end", "end", where));
        Arrays.stream(seats).forEach(seat -> seat.check(where));
    }

    private static void send(Seat[] seats, Publisher publisher, Letter letter) {
        Arrays.stream(seats).forEach(seat -> seat.expect(letter));
        publisher.send(letter.topic(), letter.kind(), letter.body());
    }

    /** One message. */
    private record Letter(String topic, String kind, String body) {}

    /** Where one browser after the other sits, and what the one that sits there must get. */
    private static final class Seat {
        private final Rights rights;
        private final RandomRights randomly;
        private final Random random;
        private final int port;
        private final Map<String, String> subscriptions = new LinkedHashMap<>();
        private final Map<String, List<String>> expected = new LinkedHashMap<>();
        private User user;
        private Reader reader;
        private String asked = "";
        private boolean accepted = true;
        private int ids;

        private Seat(Rights rights, RandomRights randomly, Random random, int port) {
            this.rights = rights;
            this.randomly = randomly;
            this.random = random;
            this.port = port;
            this.user = rights.users().get(random.nextInt(rights.users().size()));
            this.reader = open();
        }

        private Reader open() {
            Reader opened = Reader.open(port, user.name());
            opened.subscribe("end", "/topic/end");
            assertThat(opened.isAccepted()).isTrue();
            return opened;
        }

        private void leave() {
            reader.close();
            subscriptions.clear();
        }

        private void comeBack() {
            leave();
            user = rights.users().get(random.nextInt(rights.users().size()));
            reader = open();
        }

        private void ask() {
            if (random.nextInt(12) == 0) {
                comeBack();
            }
            if (subscriptions.size() > random.nextInt(5)) {
                asked = subscriptions.keySet().iterator().next();
                subscriptions.remove(asked);
                reader.unsubscribe(asked);
                accepted = true;
            } else {
                asked = "s" + ids++;
                String what = randomly.subscription();
                accepted = Arrays.stream(names(what)).allMatch(name -> rights.maySubscribe(user, name));
                subscriptions.put(asked, what);
                reader.subscribe(asked, what);
            }
        }

        private void await(String where) {
            assertThat(reader.isAccepted())
                    .as("%s: whether %s may have %s", where, user, subscriptions.get(asked))
                    .isEqualTo(accepted);
            if (!accepted) {
                comeBack();
            }
        }

        private void expect(Letter letter) {
            String topic = letter.topic();
            subscriptions.forEach((id, what) -> {
                boolean selected = !what.contains("[kind = '") || what.contains("[kind = '" + letter.kind() + "'");
                boolean matched = Arrays.stream(names(what)).anyMatch(name -> Names.matches(name, topic));
                if (matched && selected && rights.mayRead(user, topic)) {
                    expected.computeIfAbsent(id, any -> new ArrayList<>()).add("/topic/" + topic + " " + letter.body());
                }
            });
        }

        private void check(String where) {
            int messages = expected.values().stream().mapToInt(List::size).sum();
            assertThat(reader.receivedUntil(where, messages))
                    .as("%s: %s with %s", where, user, subscriptions)
                    .isEqualTo(expected);
            expected.clear();
        }

        /** Without the prefix. */
        private static String[] names(String what) {
            String[] names = what.replaceFirst(" \\[.*", "").split(",", -1);
            return Arrays.stream(names)
                    .map(name -> name.substring("/topic/".length()))
                    .toArray(String[]::new);
        }
    }
}
