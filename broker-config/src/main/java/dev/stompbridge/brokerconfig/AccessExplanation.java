package dev.stompbridge.brokerconfig;

import java.util.List;

/**
 * Whether somebody may do something with a destination, and why.
 *
 * @param allowed whether all parts are
 * @param parts one for each destination that a composite names, in its order; otherwise one
 */
public record AccessExplanation(boolean allowed, List<Part> parts) {

    public AccessExplanation {
        parts = List.copyOf(parts);
    }

    /**
     * About one destination.
     *
     * @param sentence for an operator; begins with a small letter and has no full stop
     * @param grant the grant that decided, counted from 0; -1 when none did
     */
    public record Part(String destination, boolean allowed, String sentence, int grant) {}
}
