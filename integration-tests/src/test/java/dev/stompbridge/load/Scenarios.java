package dev.stompbridge.load;

import java.util.List;

/** All of them, in the order of the report. */
final class Scenarios {
    private Scenarios() {}

    static List<Scenario> all() {
        return List.of(
                new FlatOut(),
                new FixedRate(10, new FixedRate.Goals("at most 0.25x ActiveMQ, 0.5x the best peer", "", "at most 90")),
                new FixedRate(
                        50,
                        new FixedRate.Goals("", "at most 1.3x a C server: not compared, there is none in the run", "")),
                new ConnectRate(),
                new IdleHeap(),
                new StuckAmongMany(),
                new ManyIdentities(),
                new IdleCrowd());
    }

    static List<String> ids() {
        return all().stream().map(Scenario::id).toList();
    }

    /** By their ids. */
    static List<Scenario> of(List<String> ids) {
        List<String> unknown = ids.stream().filter(id -> !ids().contains(id)).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("There is no scenario " + unknown + "; there are " + ids());
        }
        return all().stream().filter(scenario -> ids.contains(scenario.id())).toList();
    }
}
