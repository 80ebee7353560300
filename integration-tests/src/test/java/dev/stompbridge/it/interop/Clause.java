package dev.stompbridge.it.interop;

import java.util.ArrayList;
import java.util.List;

/** A place in a text, and the scenarios that ask for what stands there. */
final class Clause {
    private final Basis basis;
    private final String place;
    private final List<Scenario> scenarios = new ArrayList<>();

    /** {@code place} names the text, STOMP by its version alone, and the heading. */
    Clause(Basis basis, String place) {
        this.basis = basis;
        this.place = place;
    }

    Clause ask(String name, Scenario.Script script) {
        scenarios.add(new Scenario(name, basis, place, script));
        return this;
    }

    List<Scenario> scenarios() {
        return List.copyOf(scenarios);
    }
}
