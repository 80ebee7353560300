package dev.stompbridge.attack;

import java.util.List;

/** The 99th percentiles of some windows, in milliseconds. */
record Latencies(List<Double> windows) {
    Latencies {
        windows = windows.stream().sorted().toList();
    }

    double median() {
        int middle = windows.size() / 2;
        return windows.size() % 2 == 1 ? windows.get(middle) : (windows.get(middle - 1) + windows.get(middle)) / 2;
    }

    double worst() {
        return windows.get(windows.size() - 1);
    }
}
