package dev.stompbridge.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When a heap counts as flat. */
final class HeapTest {
    private static final int MEBIBYTE = 1 << 20;

    @Test
    void aHeapThatGrowsWhileItWarmsUpIsFlat() {
        Heap heap = minutes(10, 40, 60, 61, 60, 59, 61, 60, 61, 60);
        assertThat(heap.isFlat()).isTrue();
        assertThat(heap.mebibytesPerMinute()).isCloseTo(0, within(0.2));
    }

    @Test
    void aHeapThatGrowsSteadilyIsNot() {
        Heap heap = minutes(10, 13, 16, 19, 22, 25, 28, 31, 34, 37);
        assertThat(heap.isFlat()).isFalse();
        assertThat(heap.mebibytesPerMinute()).isCloseTo(3, within(0.01));
    }

    private static Heap minutes(int... mebibytes) {
        List<Sample> samples = IntStream.range(0, mebibytes.length)
                .mapToObj(minute -> new Sample(
                        Duration.ofMinutes(minute),
                        (long) mebibytes[minute] * MEBIBYTE,
                        List.of(),
                        0,
                        new MetricsPage(Map.of())))
                .toList();
        return new Heap(samples);
    }
}
