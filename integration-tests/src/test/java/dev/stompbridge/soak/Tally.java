package dev.stompbridge.soak;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Holds one subscription to what it was promised. Messages count by their number among those that match the subscription.
 * Where nothing may be left out, each is the one behind the last. Otherwise {@code x-seq} differs from that number by what
 * came before the subscription, no {@code x-seq} comes twice, of each key later ones come later, and in the end what was
 * received and what {@code x-skipped} told add up. On one thread.
 */
final class Tally {
    private static final long UNKNOWN = -1;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Wish wish;
    private final String who;
    private final Faults faults;
    private final long[] lastOfKey;
    private final BitSet places = new BitSet();
    /** How many messages that match came before the subscription. */
    private long before = UNKNOWN;

    /** How many messages that match had been published when the subscription was confirmed. */
    private long confirmedAt = UNKNOWN;

    private long confirmedNanos;
    private long highest;
    private long received;
    private long skipped;

    Tally(Wish wish, String who, Faults faults) {
        this.wish = wish;
        this.who = who + " " + wish.destination() + (wish.rate().isEmpty() ? "" : " at " + wish.rate());
        this.faults = faults;
        this.lastOfKey = wish.maySkip() ? new long[wish.series().keys()] : new long[0];
    }

    Wish wish() {
        return wish;
    }

    long received() {
        return received;
    }

    long skipped() {
        return skipped;
    }

    /** The subscription is confirmed, when so many messages of the series had been published: all later ones will come. */
    void confirmed(long published) {
        confirmedAt = wish.countUpTo(published);
        confirmedNanos = System.nanoTime();
    }

    void received(Received message) {
        long number = message.number();
        if (!wish.matches(number)
                || !message.destination().equals(wish.series().destination(number))
                || !message.key().equals(Series.lastPart(wish.series().key(number)))
                || (message.place() > 0) != wish.maySkip()) {
            faults.add(Fault.FOREIGN, who + " got " + message);
            return;
        }
        received++;
        long count = wish.countUpTo(number);
        if (wish.maySkip()) {
            placed(message, count);
        } else {
            next(count);
        }
    }

    private void next(long count) {
        if (before == UNKNOWN) {
            begin(count - 1);
        }
        long expected = before + highest + 1;
        if (count > expected) {
            faults.add(Fault.MISSING, count - expected, who + " got " + count + " instead of " + expected);
        } else if (count < expected) {
            boolean again = count == expected - 1;
            faults.add(again ? Fault.TWICE : Fault.DISORDER, who + " got " + count + " instead of " + expected);
        }
        highest = Math.max(highest, count - before);
    }

    private void placed(Received message, long count) {
        long place = message.place();
        if (before == UNKNOWN) {
            begin(count - place);
        }
        if (count - before != place) {
            faults.add(Fault.FOREIGN, who + " got x-seq " + place + " for its message " + (count - before));
        }
        if (places.get((int) place)) {
            faults.add(Fault.TWICE, who + " got x-seq " + place + " twice");
        }
        int key = wish.series().key(message.number());
        if (lastOfKey[key] >= place || (!wish.keepsLastOfKey() && place < highest)) {
            faults.add(Fault.DISORDER, who + " got x-seq " + place + " too late");
        }
        places.set((int) place);
        lastOfKey[key] = Math.max(lastOfKey[key], place);
        skipped += message.skipped();
        highest = Math.max(highest, place);
    }

    private void begin(long count) {
        before = count;
        // The first messages may overtake the confirmation.
        if (confirmedAt != UNKNOWN && count > confirmedAt) {
            faults.add(
                    Fault.MISSING,
                    count - confirmedAt,
                    who + " began with " + (count + 1) + ", confirmed after " + confirmedAt);
        }
    }

    /** How many messages it had to get, left out ones included, when so many of the series have been published. */
    long due(long published) {
        long first = before == UNKNOWN ? confirmedAt : before;
        return first == UNKNOWN ? 0 : Math.max(0, wish.countUpTo(published) - first);
    }

    /** Whether the last message that it had to get has come. */
    boolean isComplete(long published) {
        return highest >= due(published) && received + skipped >= highest;
    }

    /** What may have been left out, or was lost with its connection, without a word. */
    long untold(long published) {
        return Math.max(0, due(published) - received - skipped);
    }

    /** Everything that was published has left the server: now it must all be accounted for. */
    void end(long published, boolean fromStart) {
        if (fromStart && before > 0) {
            faults.add(Fault.NOT_SEEN_FROM_START, who + " began behind " + before);
        }
        long due = due(published);
        if (!wish.maySkip()) {
            if (due > highest) {
                faults.add(Fault.MISSING, due - highest, who + " ended at " + highest + " of " + due);
            }
            return;
        }
        if (received + skipped != highest || highest != due) {
            faults.add(
                    Fault.NOT_ADDED_UP,
                    who + ": received " + received + " + skipped " + skipped + ", highest x-seq " + highest + ", due "
                            + due);
        }
        double seconds = (System.nanoTime() - confirmedNanos) / NANOS_PER_SECOND;
        if (received > wish.mostIn(seconds)) {
            faults.add(Fault.TOO_FAST, who + " got " + received + " in " + seconds + " s");
        }
        if (before != UNKNOWN && wish.keepsLastOfKey() && !hasLastOfEachKey(published)) {
            faults.add(Fault.LAST_MISSING, who + " has " + Arrays.toString(lastOfKey) + " of " + due);
        }
    }

    private boolean hasLastOfEachKey(long published) {
        long first = Math.max(1, published - (long) wish.series().keys() + 1);
        for (long number = first; number <= published; number++) {
            long place = wish.countUpTo(number) - before;
            if (wish.matches(number) && place > 0 && lastOfKey[wish.series().key(number)] != place) {
                return false;
            }
        }
        return true;
    }
}
