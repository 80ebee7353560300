package dev.stompbridge.demo.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    /** Close to the end of the range: a monotonic clock may run over it. */
    private static final long START = Long.MAX_VALUE - 10;

    private static final Duration STEP = Duration.ofMillis(20);

    @Test
    void pricesAreDueOneStepAfterTheOther() {
        Pace pace = new Pace(START);

        pace.advance(STEP, START);
        assertThat(pace.remaining(START)).isEqualTo(millis(20));
        pace.advance(STEP, START + millis(20));
        assertThat(pace.remaining(START + millis(20))).isEqualTo(millis(20));
    }

    @Test
    void shortDelayIsCaughtUp() {
        Pace pace = new Pace(START);

        pace.advance(STEP, START + millis(500));

        assertThat(pace.remaining(START + millis(500))).isEqualTo(millis(-480));
    }

    @Test
    void longDelayIsNotCaughtUp() {
        Pace pace = new Pace(START);

        pace.advance(STEP, START + millis(60_000));
        assertThat(pace.remaining(START + millis(60_000))).isZero();
        pace.advance(STEP, START + millis(60_000));
        assertThat(pace.remaining(START + millis(60_000))).isEqualTo(millis(20));
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
