package dev.stompbridge.attack;

import java.util.List;

/**
 * What was measured in some time.
 *
 * @param p99 of the honest browsers in each window of it, in milliseconds
 * @param cpus that the server kept busy, of all its threads
 */
record Stretch(List<Double> p99, double cpus) {
    Stretch {
        p99 = p99.stream().sorted().toList();
    }

    double median() {
        int middle = p99.size() / 2;
        return p99.size() % 2 == 1 ? p99.get(middle) : (p99.get(middle - 1) + p99.get(middle)) / 2;
    }

    double worst() {
        return p99.get(p99.size() - 1);
    }
}
