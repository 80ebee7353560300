package dev.stompbridge.it;

import java.time.Duration;

/** How long a test waits for what must happen, on the slowest machine that it runs on. */
final class Limits {
    /** For a process to start, or a browser to open a page. */
    static final Duration START = Duration.ofSeconds(60);

    /** For a message to arrive. */
    static final Duration ARRIVAL = Duration.ofSeconds(30);

    /** What users are promised between the signal and the end of the process. */
    static final Duration STOP = Duration.ofSeconds(5);

    private Limits() {}
}
