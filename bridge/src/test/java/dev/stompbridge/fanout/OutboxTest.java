package dev.stompbridge.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.ops.Metrics;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class OutboxTest {
    private static final int BOUND = 1000;
    private static final Outboxes OUTBOXES = new Outboxes(
            new Outboxes.Bounds(Long.MAX_VALUE, Integer.MAX_VALUE), Runnable::run, new Metrics(), System::nanoTime);

    private final List<ByteBuffer> writes = new ArrayList<>();
    private final List<Boolean> overflows = new ArrayList<>();
    private final Outbox.Sink sink = new Outbox.Sink() {
        @Override
        public void write(ByteBuffer bytes) {
            writes.add(bytes);
        }

        @Override
        public void overflowed(boolean all) {
            overflows.add(all);
        }
    };
    private final Outbox outbox = new Outbox(sink, BOUND, OUTBOXES);

    @Test
    void firstFrameIsWrittenAtOnce() {
        assertThat(outbox.offer(frame("one"))).isEqualTo(1);

        assertThat(texts()).containsExactly("one");
    }

    @Test
    void onlyOneWriteIsInFlight() {
        outbox.offer(frame("one"));
        outbox.offer(frame("two"));
        outbox.offer(frame("three"));

        assertThat(texts()).containsExactly("one");
    }

    @Test
    void whatWaitedLeavesJoinedAndInOrder() {
        outbox.offer(frame("one"));
        outbox.offer(frame("two"));
        outbox.offer(frame("three"));

        assertThat(outbox.written()).isEqualTo(1);
        assertThat(texts()).containsExactly("one", "twothree");
        assertThat(outbox.written()).isEqualTo(3);
        assertThat(outbox.isEmpty()).isTrue();
    }

    @Test
    void joinedWritesAreNotLargerThan64KiB() {
        Outbox large = new Outbox(sink, 1024 * 1024, OUTBOXES);
        large.offer(frame("first"));
        for (int i = 0; i < 5; i++) {
            large.offer(new byte[20 * 1024]);
        }

        large.written();
        large.written();

        assertThat(writes).extracting(ByteBuffer::remaining).containsExactly(5, 60 * 1024, 40 * 1024);
    }

    @Test
    void aLargeFrameIsWrittenAloneWithoutACopy() {
        byte[] frame = new byte[Outbox.JOINED_BYTES];

        new Outbox(sink, 10, OUTBOXES).offer(frame);

        assertThat(writes.get(0).array()).isSameAs(frame);
    }

    @Test
    void anEmptyOutboxTakesAFrameOfAnySize() {
        assertThat(outbox.offer(new byte[10 * BOUND])).isPositive();
    }

    @Test
    void aFrameBeyondTheBoundIsRefusedAndClosesTheOutbox() {
        outbox.offer(new byte[BOUND / 2]);

        assertThat(outbox.offer(new byte[BOUND / 2])).isEqualTo(Outbox.CLOSED);
        assertThat(overflows).containsExactly(false);
        assertThat(outbox.offer(frame("small"))).isEqualTo(Outbox.CLOSED);
        assertThat(overflows).hasSize(1);
    }

    @Test
    void manySmallFramesCountMoreThanTheirBytes() {
        long position = 1;
        int taken = 0;
        while (position > 0) {
            position = outbox.offer(new byte[1]);
            taken++;
        }

        assertThat(taken).isLessThan(BOUND / 20);
    }

    @Test
    void bytesThatHaveLeftMakeRoom() {
        outbox.offer(new byte[BOUND / 2]);
        outbox.written();

        assertThat(outbox.offer(new byte[BOUND - 100])).isPositive();
    }

    @Test
    void theLastFrameIsTakenWhateverTheBoundAndNothingAfterIt() {
        outbox.offer(new byte[BOUND]);
        outbox.offerLast(frame("bye"));

        assertThat(outbox.offer(frame("more"))).isEqualTo(Outbox.CLOSED);
        outbox.written();
        assertThat(text(writes.get(1))).isEqualTo("bye");
    }

    @Test
    void anUrgentFrameGoesAheadAndOnlyTheLatestIsKept() {
        outbox.offer(frame("one"));
        outbox.offer(frame("two"));
        outbox.offerUrgent(frame("pong1"));
        outbox.offerUrgent(frame("pong2"));

        outbox.written();

        assertThat(texts()).containsExactly("one", "pong2two");
        assertThat(outbox.written()).isEqualTo(2);
        assertThat(outbox.isEmpty()).isTrue();
    }

    @Test
    void anUrgentFrameLeavesAtOnceWhenNothingIsInFlight() {
        outbox.offerUrgent(frame("pong"));

        assertThat(texts()).containsExactly("pong");
        assertThat(outbox.written()).isZero();
        assertThat(outbox.isEmpty()).isTrue();
    }

    @Test
    void droppingWhatWaitsLeavesTheWriteInFlight() {
        outbox.offer(frame("one"));
        outbox.offer(frame("two"));
        outbox.dropWaiting();
        outbox.offerLast(frame("close"));

        outbox.written();

        assertThat(texts()).containsExactly("one", "close");
    }

    @Test
    void nothingIsWrittenAfterDiscard() {
        outbox.offer(frame("one"));
        outbox.offer(frame("two"));
        outbox.discard();

        outbox.written();

        assertThat(texts()).containsExactly("one");
        assertThat(outbox.isEmpty()).isTrue();
    }

    @Test
    void roomIsGivenUpToHalfOfTheBound() {
        assertThat(outbox.hasRoom(10 * BOUND)).isTrue();
        outbox.offer(new byte[BOUND / 4]);

        assertThat(outbox.hasRoom(BOUND / 8)).isTrue();
        assertThat(outbox.hasRoom(BOUND / 2)).isFalse();
    }

    @Test
    void framesOfManyThreadsLeaveWholeEachOnceAndInOrderOfItsThread() throws Exception {
        int threads = 4;
        int each = 5000;
        LoopbackSink sink = new LoopbackSink();
        Outbox shared = sink.outbox;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch done = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            byte thread = (byte) t;
            pool.execute(() -> {
                for (int i = 0; i < each; i++) {
                    shared.offer(new byte[] {thread, (byte) (i >> 8), (byte) i});
                }
                done.countDown();
            });
        }

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        pool.shutdown();
        sink.finish();

        int[] next = new int[threads];
        ByteBuffer all = sink.all();
        while (all.hasRemaining()) {
            int thread = all.get();
            int number = ((all.get() & 0xFF) << 8) | (all.get() & 0xFF);
            assertThat(number).isEqualTo(next[thread]++);
        }
        assertThat(next).containsOnly(each);
    }

    /** A network whose I/O thread is another thread, as the outbox has it in life. */
    private static final class LoopbackSink implements Outbox.Sink {
        private final ExecutorService ioThread = Executors.newSingleThreadExecutor();
        private final java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        private final Outbox outbox = new Outbox(this, Integer.MAX_VALUE, OUTBOXES);

        @Override
        public void overflowed(boolean all) {
            throw new IllegalStateException("nothing overflows here");
        }

        @Override
        public void write(ByteBuffer buffer) {
            ioThread.execute(() -> {
                bytes.write(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
                outbox.written();
            });
        }

        private void finish() throws InterruptedException {
            org.awaitility.Awaitility.await().until(() -> outbox.isEmpty());
            ioThread.shutdown();
            assertThat(ioThread.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }

        private ByteBuffer all() {
            return ByteBuffer.wrap(bytes.toByteArray());
        }
    }

    private List<String> texts() {
        return writes.stream().map(OutboxTest::text).toList();
    }

    private static String text(ByteBuffer bytes) {
        return UTF_8.decode(bytes.duplicate()).toString();
    }

    private static byte[] frame(String text) {
        return text.getBytes(UTF_8);
    }
}
