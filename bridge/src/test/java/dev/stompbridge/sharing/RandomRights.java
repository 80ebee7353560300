package dev.stompbridge.sharing;

import dev.stompbridge.sharing.Rights.Grant;
import dev.stompbridge.sharing.Rights.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rights, subscriptions and topics at random, over the levels a, b and c, so that they often have something in common. */
final class RandomRights {
    private static final int USERS = 8;
    private static final int GROUPS = 4;
    private static final int GRANTS = 9;
    private static final List<String> SELECTORS = List.of(" [kind = '0']", " [kind = '1']", " [kind IS NOT NULL]");

    private final Random random;

    RandomRights(Random random) {
        this.random = random;
    }

    /** Some users have equal groups; all may read {@code end}. */
    Rights rights() {
        List<User> users = IntStream.range(0, USERS)
                .mapToObj(i -> new User("u" + i, groups()))
                .toList();
        Set<String> topics = new TreeSet<>();
        while (topics.size() < GRANTS) {
            topics.add(pattern());
        }
        List<Grant> grants = new ArrayList<>();
        topics.forEach(pattern -> grants.add(new Grant(pattern, readers())));
        grants.add(new Grant("end", Set.of("everybody")));
        return new Rights(users, grants);
    }

    /** What a SUBSCRIBE may name: a topic, a pattern or several topics, perhaps with a selector. */
    String subscription() {
        String names = random.nextInt(4) == 0 ? composite() : "/topic/" + pattern();
        return random.nextInt(4) == 0 ? names + SELECTORS.get(random.nextInt(SELECTORS.size())) : names;
    }

    /** Of one to three levels; of those with a fresh level there is none yet. */
    String topic(String fresh) {
        List<String> levels = new ArrayList<>(levels());
        if (random.nextInt(3) == 0) {
            levels.set(random.nextInt(levels.size()), fresh);
        }
        return String.join(".", levels);
    }

    private String composite() {
        Set<String> names = new TreeSet<>();
        int size = 2 + random.nextInt(2);
        while (names.size() < size) {
            names.add("/topic/" + String.join(".", levels()));
        }
        return String.join(",", names);
    }

    private String pattern() {
        String levels = levels().stream()
                .map(level -> random.nextInt(4) == 0 ? "*" : level)
                .collect(Collectors.joining("."));
        return switch (random.nextInt(16)) {
            case 0 -> ">";
            case 1, 2, 3, 4 -> levels + ".>";
            default -> levels;
        };
    }

    private List<String> levels() {
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> List.of("a", "b", "c").get(random.nextInt(3)))
                .toList();
    }

    private Set<String> groups() {
        Set<String> groups = new TreeSet<>(Set.of("everybody"));
        groups.add("g" + random.nextInt(GROUPS));
        groups.add("g" + random.nextInt(GROUPS));
        return groups;
    }

    private Set<String> readers() {
        String one = random.nextInt(5) == 0 ? "user:u" + random.nextInt(USERS) : "g" + random.nextInt(GROUPS);
        return random.nextInt(3) == 0 ? new TreeSet<>(List.of(one, "g" + random.nextInt(GROUPS))) : Set.of(one);
    }
}
