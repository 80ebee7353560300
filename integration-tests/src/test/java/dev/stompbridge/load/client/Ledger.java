package dev.stompbridge.load.client;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/** Counts for one reactor, on its thread; others see what was published last. */
final class Ledger {
    private final SingleWriterRecorder latencies = new SingleWriterRecorder(3);
    private volatile Totals published = Totals.NONE;
    private long deliveries;
    private long bytes;
    private long missing;
    private long late;
    private long duplicates;
    private long beats;

    void delivered(long latencyNanos) {
        deliveries++;
        latencies.recordValue(Math.max(0, latencyNanos));
    }

    void read(int count) {
        bytes += count;
    }

    void missed(long count) {
        missing += count;
    }

    void cameLate() {
        missing--;
        late++;
    }

    void cameAgain() {
        duplicates++;
    }

    void beat() {
        beats++;
    }

    void publish() {
        published = new Totals(deliveries, bytes, missing, late, duplicates, beats);
    }

    /** On any thread. */
    Totals totals() {
        return published;
    }

    /** The latencies since the last call; on any thread. */
    Histogram takeLatencies() {
        return latencies.getIntervalHistogram();
    }
}
