package dev.stompbridge.attack;

import java.util.Set;

/**
 * One kind of hostile clients.
 *
 * @param endings what each of them may see at last: an HTTP status, a close code, {@link Attacker#CUT}
 */
record Attack(String name, Door door, Deed deed, Numbers numbers, Set<String> endings) {
    /**
     * How many they are. Their rate is bounded, for they run on the machine that they attack.
     *
     * @param atOnce whoever has been closed is followed by another
     * @param addresses they come from, in turn
     * @param perSecond new connections
     * @param pieces of a flood in a second, of all together
     */
    record Numbers(int atOnce, int addresses, int perSecond, int pieces) {}

    /** How much they do at most, in words. */
    String rate() {
        StringBuilder rate = new StringBuilder("%,d at once from %s, %,d connections/s"
                .formatted(
                        numbers.atOnce(),
                        numbers.addresses() == 1 ? "one address" : numbers.addresses() + " addresses",
                        numbers.perSecond()));
        if (deed.isFlood()) {
            rate.append(", %,d frames/s, %.1f MB/s"
                    .formatted(
                            numbers.pieces() * deed.frames(),
                            numbers.pieces() * deed.piece().remaining() / 1e6));
        }
        if (deed.isDrip()) {
            rate.append(", each %d bytes every %.1f s"
                    .formatted(deed.piece().remaining(), deed.pause().toMillis() / 1000.0));
        }
        return rate.toString();
    }
}
