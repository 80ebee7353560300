package dev.stompbridge.stomp;

import org.jspecify.annotations.Nullable;

/**
 * The header {@code heart-beat} of one side (STOMP 1.2 "Heart-beating"), in milliseconds, at most a day each.
 *
 * @param sendMillis the smallest interval in which this side can send; 0: it cannot
 * @param receiveMillis the interval in which it wants to receive; 0: it does not
 */
public record HeartBeat(int sendMillis, int receiveMillis) {
    /** The longest interval that is accepted: a day. */
    public static final int MAX_MILLIS = 24 * 60 * 60 * 1000;

    /** No heart-beats in either direction; also what a missing header means. */
    public static final HeartBeat NONE = new HeartBeat(0, 0);

    public HeartBeat {
        if (!isInterval(sendMillis) || !isInterval(receiveMillis)) {
            throw new IllegalArgumentException("A heart-beat interval is out of bounds.");
        }
    }

    /**
     * What holds between a server and its client. Line delays make beats late: whoever expects them leaves a margin
     * ("the receiver SHOULD be tolerant").
     *
     * @param announced goes into the header of CONNECTED, from which the client computes the same intervals
     * @param sendEveryMillis the server sends something at least this often; 0: it need not
     * @param expectEveryMillis the client does so; 0: it need not
     */
    public record Negotiated(HeartBeat announced, int sendEveryMillis, int expectEveryMillis) {}

    /** Reads a header: two decimal numbers and a comma, nothing else. Null, a missing header, is {@link #NONE}. */
    public static HeartBeat parse(@Nullable String header) throws StompViolation {
        if (header == null) {
            return NONE;
        }
        int comma = header.indexOf(',');
        int send = comma < 0 ? -1 : interval(header.substring(0, comma));
        int receive = comma < 0 ? -1 : interval(header.substring(comma + 1));
        if (send < 0 || receive < 0) {
            throw new StompViolation("The heart-beat header must be two numbers of milliseconds, at most a day each.");
        }
        return new HeartBeat(send, receive);
    }

    /**
     * Applies this, a server's offer, to a client's header: in each direction the longer of what one side can do and
     * what the other wants, or none if either is 0. The offer is first raised to the floor where it is not 0, so that
     * no client can ask for more beats than one per floor nor be cut off sooner by what it promised.
     */
    public Negotiated negotiate(HeartBeat client, int floorMillis) {
        HeartBeat announced = new HeartBeat(atLeast(floorMillis, sendMillis), atLeast(floorMillis, receiveMillis));
        return new Negotiated(
                announced,
                longer(announced.sendMillis, client.receiveMillis),
                longer(client.sendMillis, announced.receiveMillis));
    }

    /** As in the header. */
    public String text() {
        return sendMillis + "," + receiveMillis;
    }

    private static int atLeast(int floorMillis, int millis) {
        return millis == 0 ? 0 : Math.max(floorMillis, millis);
    }

    private static int longer(int canMillis, int wantsMillis) {
        return canMillis == 0 || wantsMillis == 0 ? 0 : Math.max(canMillis, wantsMillis);
    }

    /** The number that consists of these digits, or -1. */
    private static int interval(String digits) {
        int millis = digits.isEmpty() ? -1 : 0;
        for (int i = 0; i < digits.length() && millis >= 0; i++) {
            char digit = digits.charAt(i);
            millis = digit < '0' || digit > '9' ? -1 : 10 * millis + (digit - '0');
            if (!isInterval(millis)) {
                return -1;
            }
        }
        return millis;
    }

    private static boolean isInterval(int millis) {
        return millis >= 0 && millis <= MAX_MILLIS;
    }
}
