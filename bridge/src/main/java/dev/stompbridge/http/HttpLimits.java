package dev.stompbridge.http;

/**
 * The bounds of one request head, each checked before memory is given for what exceeds it.
 *
 * @param maxHeadBytes from the first byte of the method to the empty line inclusive; beyond it 431
 * @param maxHeaders field lines; one more is 431
 * @param maxTargetBytes the request target as received; beyond it 414
 */
public record HttpLimits(int maxHeadBytes, int maxHeaders, int maxTargetBytes) {

    /** What browsers need, with room for cookies of other applications on the same host. */
    public static final HttpLimits DEFAULT = new HttpLimits(8 * 1024, 64, 4 * 1024);

    /** Refuses bounds that are not positive, for they would refuse every request. */
    public HttpLimits {
        if (maxHeadBytes <= 0 || maxHeaders <= 0 || maxTargetBytes <= 0) {
            throw new IllegalArgumentException("The limits of a request head must be positive.");
        }
    }
}
