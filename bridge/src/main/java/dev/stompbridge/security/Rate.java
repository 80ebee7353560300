package dev.stompbridge.security;

/**
 * What may come in each second, 0: no bound. Throws IllegalArgumentException for a bound that is negative or above
 * {@link #MAX_PER_SECOND}.
 *
 * @param framesPerSecond of WebSocket and of STOMP, of every kind
 * @param bytesPerSecond as they come from the socket, or as the caller counts them
 * @param sendsPerSecond SEND frames, which count as frames as well
 */
public record Rate(int framesPerSecond, long bytesPerSecond, int sendsPerSecond) {

    /** One in each nanosecond: the clock has no finer steps. */
    public static final long MAX_PER_SECOND = 1_000_000_000;

    /** No bound at all. */
    public static final Rate NONE = new Rate(0, 0, 0);

    public Rate {
        check(framesPerSecond);
        check(bytesPerSecond);
        check(sendsPerSecond);
    }

    /** Whether nothing is bounded. */
    public boolean isNone() {
        return equals(NONE);
    }

    private static void check(long perSecond) {
        if (perSecond < 0 || perSecond > MAX_PER_SECOND) {
            throw new IllegalArgumentException("A rate is 0 to 1000000000 per second.");
        }
    }
}
