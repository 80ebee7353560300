package dev.stompbridge.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stompbridge.stomp.StompVersion;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A browser that reads at once, on a thread of its own choice: the bytes of its frames as text. */
final class Reader implements Outbox.Sink {
    private static final int SECONDS = 20;

    private final BlockingQueue<String> read = new LinkedBlockingQueue<>();
    private final ExecutorService ioThread;
    private final Outbox outbox;

    Reader(ExecutorService ioThread, Outboxes outboxes) {
        this.ioThread = ioThread;
        this.outbox = new Outbox(this, Integer.MAX_VALUE, outboxes);
    }

    Join join(String subscription, boolean tellsGaps) {
        return new Join(
                subscription, Variant.of(StompVersion.V1_2, false), outbox, 0, tellsGaps, () -> read.add("ended"));
    }

    @Override
    public void write(ByteBuffer bytes) {
        ioThread.execute(() -> {
            read.add(UTF_8.decode(bytes).toString());
            outbox.written();
        });
    }

    @Override
    public void overflowed(boolean all) {
        read.add("overflowed");
    }

    /** What comes next, frames that came together included. */
    String next() throws InterruptedException {
        String next = read.poll(SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came");
        }
        return next;
    }

    boolean hasNothing() {
        return read.isEmpty();
    }
}
