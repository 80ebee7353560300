package dev.stompbridge.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameQueueTest {
    private final FrameQueue queue = new FrameQueue();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void framesLeaveAsTheyCame(long seed) {
        Random random = new Random(seed);
        ArrayDeque<byte[]> expected = new ArrayDeque<>();
        for (int step = 0; step < 50_000; step++) {
            // Long times of growing and of shrinking, so that the ring grows, turns and is given back.
            boolean growing = step / 300 % 2 == 0;
            if (random.nextInt(10) < (growing ? 8 : 2)) {
                byte[] frame = new byte[1 + random.nextInt(5)];
                random.nextBytes(frame);
                queue.add(FrameQueue.NO_HEAD, FrameTail.complete(frame));
                expected.add(frame);
            } else if (!expected.isEmpty()) {
                byte[] next = expected.remove();
                assertThat(queue.length(0)).isEqualTo(next.length);
                assertThat(random.nextBoolean() ? bytes(queue.removeAlone()) : into(next.length))
                        .isEqualTo(next);
            } else if (random.nextInt(50) == 0) {
                queue.clear();
            }
            assertThat(queue.size()).isEqualTo(expected.size());
            assertThat(queue.isEmpty()).isEqualTo(expected.isEmpty());
        }
    }

    @Test
    void lengthsAreThoseOfTheFramesInTheirOrder() {
        for (int i = 1; i <= 100; i++) {
            queue.add(FrameQueue.NO_HEAD, FrameTail.complete(new byte[i]));
        }
        queue.removeAlone();

        assertThat(queue.length(0)).isEqualTo(2);
        assertThat(queue.length(98)).isEqualTo(100);
    }

    @Test
    void aFrameWithAHeadIsMadeWhenItLeaves() {
        byte[] head = {'h', 'i'};
        queue.add(head, FrameTail.ofStomp(new byte[] {'!'}));
        queue.add(head, FrameTail.ofStomp(new byte[] {-1}));

        assertThat(queue.length(0)).isEqualTo(5);
        assertThat(bytes(queue.removeAlone())).containsExactly(0x81, 3, 'h', 'i', '!');
        // Not UTF-8: a binary message (RFC 6455 §5.6).
        assertThat(into(5)).containsExactly(0x82, 3, 'h', 'i', -1);
    }

    @Test
    void theLengthOfAFrameCountsItsHead() {
        FrameTail tail = FrameTail.ofStomp(new byte[120]);

        assertThat(List.of(tail.frameLength(new byte[5]), tail.frameLength(new byte[6])))
                .containsExactly(2 + 125, 4 + 126);
        assertThat(FrameTail.ofStomp(new byte[65_530]).frameLength(new byte[6])).isEqualTo(10 + 65_536);
    }

    private byte[] into(int length) {
        ByteBuffer out = ByteBuffer.allocate(length);
        queue.removeInto(out);
        return out.array();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
