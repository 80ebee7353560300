package dev.stompbridge.soak;

/** How a browser reads, and how long it stays. */
enum Behaviour {
    /** Reads whatever comes, and stays. */
    HEALTHY,
    /** Reads a few KiB a second, and stays. */
    SLOW,
    /** Never reads; sends its heart-beats all the same. */
    STUCK,
    /** Reads whatever comes, leaves in one way or the other, and comes back. */
    RETURNING
}
