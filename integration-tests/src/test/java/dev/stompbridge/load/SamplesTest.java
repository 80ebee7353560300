package dev.stompbridge.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SamplesTest {
    @Test
    void medianStandsBeforeTheRange() {
        assertThat(new Samples(List.of(3.0, 1.0, 2_000.4))).hasToString("3.00 (1.00–2,000)");
    }

    @Test
    void medianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
        assertThat(new Samples(List.of(4.0, 1.0, 2.0, 100.0)).median()).isEqualTo(3.0);
    }

    @Test
    void wholeNumbersHaveNoPoint() {
        assertThat(new Samples(List.of(20.0))).hasToString("20");
    }

    @Test
    void smallNumbersHaveThreeDecimals() {
        assertThat(new Samples(List.of(0.0521))).hasToString("0.052");
    }

    @Test
    void singleSampleHasNoRange() {
        assertThat(new Samples(List.of(12.34))).hasToString("12.3");
    }
}
