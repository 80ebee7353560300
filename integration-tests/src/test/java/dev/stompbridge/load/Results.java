package dev.stompbridge.load;

import dev.stompbridge.load.client.Subscribers;
import dev.stompbridge.load.server.ServerKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What was measured so far, in the order of measuring. */
final class Results {
    /** One server's part of it. */
    final class Of {
        private final ServerKind server;

        private Of(ServerKind server) {
            this.server = server;
        }

        ServerKind server() {
            return server;
        }

        void add(Figure figure, List<Double> values) {
            Samples samples = new Samples(values);
            System.out.printf("%-16s %s: %s%n", server.title(), figure.name(), samples);
            figures.computeIfAbsent(figure, any -> new LinkedHashMap<>()).put(server, samples);
        }

        void add(Figure figure, List<Round> rounds, ToDoubleFunction<Round> value) {
            add(figure, rounds.stream().map(value::applyAsDouble).toList());
        }

        /** To be called when everything has arrived that will. */
        void observe(String load, Subscribers subscribers) {
            Observation observation = new Observation(
                    load, subscribers.totals(), subscribers.endings().reasons());
            System.out.printf("%-16s %s%n", server.title(), observation);
            observations.computeIfAbsent(server, any -> new ArrayList<>()).add(observation);
        }

        void failed(String scenario, RuntimeException failure) {
            System.out.printf("%-16s %s failed: %s%n", server.title(), scenario, failure);
            failures.add(server.title() + ", " + scenario + ": " + failure);
        }
    }

    private final Map<Figure, Map<ServerKind, Samples>> figures = new LinkedHashMap<>();
    private final Map<ServerKind, List<Observation>> observations = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();

    Of of(ServerKind server) {
        return new Of(server);
    }

    List<Figure> figures() {
        return List.copyOf(figures.keySet());
    }

    Optional<Samples> samples(Figure figure, ServerKind server) {
        return Optional.ofNullable(figures.getOrDefault(figure, Map.of()).get(server));
    }

    List<Observation> observations(ServerKind server) {
        return observations.getOrDefault(server, List.of());
    }

    /** What could not be measured, and why. */
    List<String> failures() {
        return List.copyOf(failures);
    }
}
