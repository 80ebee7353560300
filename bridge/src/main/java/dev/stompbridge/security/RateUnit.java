package dev.stompbridge.security;

import dev.stompbridge.security.RateLimits.Exceeded;

/** What is counted. */
enum RateUnit {
    FRAMES(Exceeded.SESSION_FRAMES, Exceeded.USER_FRAMES),
    BYTES(Exceeded.SESSION_BYTES, Exceeded.USER_BYTES),
    SENDS(Exceeded.SESSION_SENDS, Exceeded.USER_SENDS);

    private final Exceeded ofSession;
    private final Exceeded ofUser;

    RateUnit(Exceeded ofSession, Exceeded ofUser) {
        this.ofSession = ofSession;
        this.ofUser = ofUser;
    }

    Exceeded ofSession() {
        return ofSession;
    }

    Exceeded ofUser() {
        return ofUser;
    }

    /** How much of it there may be in a second. */
    long of(Rate rate) {
        return switch (this) {
            case FRAMES -> rate.framesPerSecond();
            case BYTES -> rate.bytesPerSecond();
            case SENDS -> rate.sendsPerSecond();
        };
    }
}
