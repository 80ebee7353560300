package dev.stompbridge.soak;

/** What the visitors of one group did and received. On one thread. */
final class GroupTotals {
    private long visits;
    private long received;
    private long skipped;
    private long untold;
    private long beats;
    private long receipts;

    /** A visit is over, or the soak is, and so many messages of each series had been published. */
    void add(Visit visit, Traffic traffic) {
        visits++;
        beats += visit.beats();
        receipts += visit.receipts();
        for (Tally tally : visit.tallies()) {
            received += tally.received();
            skipped += tally.skipped();
            untold += tally.wish().maySkip()
                    ? tally.untold(traffic.published(tally.wish().series()))
                    : 0;
        }
    }

    long visits() {
        return visits;
    }

    long received() {
        return received;
    }

    /** The sum of x-skipped. */
    long skipped() {
        return skipped;
    }

    /** Messages that may have been left out, or were lost with their connection. */
    long untold() {
        return untold;
    }

    /** Heart-beats of the server. */
    long beats() {
        return beats;
    }

    /** Answers to changes of the pace. */
    long receipts() {
        return receipts;
    }
}
