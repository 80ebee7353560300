package dev.stompbridge.load.client;

/**
 * What subscribers have received so far.
 *
 * @param deliveries messages, repeated ones included
 * @param bytes everything read from their sockets
 * @param missing messages that were overtaken and have not come since
 * @param late messages that came after a later one
 * @param duplicates messages that came again
 * @param beats heart-beats
 */
public record Totals(long deliveries, long bytes, long missing, long late, long duplicates, long beats) {
    static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0);

    Totals plus(Totals other) {
        return new Totals(
                deliveries + other.deliveries,
                bytes + other.bytes,
                missing + other.missing,
                late + other.late,
                duplicates + other.duplicates,
                beats + other.beats);
    }
}
