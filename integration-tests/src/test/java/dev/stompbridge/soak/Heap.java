package dev.stompbridge.soak;

import java.util.List;

/** Whether the heap stays flat while the soak lasts: after the warm-up, a fifth of the samples, the halves are compared. */
record Heap(List<Sample> samples) {
    /** What a collection may leave more or less, and the outboxes of browsers that are stuck at the moment. */
    private static final double SLACK_MEBIBYTES = 8;

    private static final double SLACK = 0.1;
    private static final double WARM_UP = 0.2;
    private static final double SECONDS_PER_MINUTE = 60;

    private List<Sample> warm() {
        return samples.subList((int) (samples.size() * WARM_UP), samples.size());
    }

    double firstHalf() {
        List<Sample> warm = warm();
        return mean(warm.subList(0, warm.size() / 2));
    }

    double secondHalf() {
        List<Sample> warm = warm();
        return mean(warm.subList(warm.size() / 2, warm.size()));
    }

    private static double mean(List<Sample> part) {
        return part.stream().mapToDouble(Sample::heapMebibytes).average().orElse(0);
    }

    boolean isFlat() {
        return secondHalf() - firstHalf() <= Math.max(SLACK_MEBIBYTES, SLACK * firstHalf());
    }

    /** The slope of the straight line that fits the samples after the warm-up best. */
    double mebibytesPerMinute() {
        List<Sample> warm = warm();
        double middle = warm.stream().mapToDouble(Heap::minutes).average().orElse(0);
        double over = 0;
        double under = 0;
        for (Sample sample : warm) {
            double distance = minutes(sample) - middle;
            over += distance * sample.heapMebibytes();
            under += distance * distance;
        }
        return under == 0 ? 0 : over / under;
    }

    private static double minutes(Sample sample) {
        return sample.at().toMillis() / 1000.0 / SECONDS_PER_MINUTE;
    }

    /** Whether a sample from when everybody has left is as low as one from before anybody came. */
    static boolean isBack(Sample before, Sample behind) {
        return behind.heapMebibytes() - before.heapMebibytes() <= SLACK_MEBIBYTES;
    }
}
