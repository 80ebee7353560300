package dev.stompbridge.load;

import dev.stompbridge.load.client.Crowd;
import dev.stompbridge.load.server.ServerKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What is measured, from system properties whose names begin with {@code load.}; an empty one counts as not set.
 *
 * @param servers which of them, in this order
 * @param scenarios their ids
 * @param subscribers of the one topic, where a scenario does not say otherwise
 * @param idle how many browsers only stay connected, in the scenario of that name
 * @param rounds how often each figure is measured after the warm-up
 * @param warmUp load before the first round
 * @param round how long a round takes
 * @param windows how many messages the publisher may be ahead of the slowest subscriber, flat out; each server gets the one
 *     with most deliveries
 * @param atOnce how many handshakes are under way at once
 * @param heap of each server
 * @param browsers how browsers behave
 * @param profile whether to write a flight recording of each server in each scenario, which costs it some speed
 * @param directory for the report and the files of the servers
 */
record Options(
        List<ServerKind> servers,
        List<String> scenarios,
        int subscribers,
        int idle,
        int rounds,
        Duration warmUp,
        Duration round,
        List<Integer> windows,
        int atOnce,
        String heap,
        Crowd.Options browsers,
        boolean profile,
        Path directory) {

    static Options ofSystemProperties() {
        return new Options(
                list("servers", ServerKind.ids()).stream().map(ServerKind::of).toList(),
                list("scenarios", Scenarios.ids()),
                number("subscribers", 1000),
                number("idle", 19_000),
                number("rounds", 5),
                Duration.ofSeconds(number("warm-up", 10)),
                Duration.ofSeconds(number("seconds", 6)),
                list("windows", List.of("20", "100", "500")).stream()
                        .map(Integer::valueOf)
                        .toList(),
                number("at-once", 32),
                text("heap", "1g"),
                new Crowd.Options(0, false, Boolean.parseBoolean(text("random-ids", "false")), number("threads", 1)),
                Boolean.parseBoolean(text("profile", "false")),
                Path.of(text("directory", "target")));
    }

    /** For what servers write. */
    Path files() {
        return directory.resolve("load");
    }

    private static String text(String name, String otherwise) {
        String value = System.getProperty("load." + name, "");
        return value.isBlank() ? otherwise : value.strip();
    }

    private static List<String> list(String name, List<String> otherwise) {
        return List.of(text(name, String.join(",", otherwise)).split(",", -1));
    }

    private static int number(String name, int otherwise) {
        return Integer.parseInt(text(name, Integer.toString(otherwise)));
    }
}
