package dev.stompbridge.net;

import dev.stompbridge.fanout.Outbox;
import dev.stompbridge.http.HttpHeader;
import dev.stompbridge.http.HttpResponse;
import dev.stompbridge.http.HttpStatus;
import dev.stompbridge.ops.Metric;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A response that never ends by itself: events out through the outbox until one side has enough. The connection is its
 * last line (RFC 9112 §6.3), so nothing that the peer sends from now on is answered. The I/O thread owns it; the methods of
 * {@link EventStream}, {@link #tick} and {@link #drain} may be called by any thread.
 */
final class EventStreamConnection implements Phase, EventStream, Outbox.Sink {
    /**
     * Without CORS headers a browser shows it to pages of this origin alone, and it changes nothing: that is why no Origin is
     * looked at.
     */
    static final HttpResponse HEAD = HttpResponse.of(
            HttpStatus.OK,
            List.of(
                    new HttpHeader("Content-Type", "text/event-stream"),
                    new HttpHeader("Cache-Control", "no-store"),
                    new HttpHeader("X-Content-Type-Options", "nosniff")));

    /** One more head of a request is forgiven: it was sent in vain, for the answer to the first says close. */
    private static final int MAX_UNASKED_BYTES = 8 * 1024;

    /** §9.2.7: a comment now and then keeps proxies from ending what seems idle. */
    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private final Connection connection;
    private final Server server;
    private final Outbox outbox;
    private final EventEndpoint.Reader reader;
    private final byte[] head;
    /** Bytes that came after the request; they are discarded. */
    private int unasked;

    private final AtomicBoolean cut = new AtomicBoolean();
    private volatile long sentAt;

    EventStreamConnection(Connection connection, Server server, EventEndpoint.Reader reader, HttpResponse response) {
        this.connection = connection;
        this.server = server;
        this.outbox = new Outbox(this, server.content().streams().outboxBytes(), server.outboxes());
        this.reader = reader;
        this.head = response.encodeOpenEnded().array();
        this.sentAt = server.nanoTime();
    }

    /** The head goes through the outbox, so that every write reported there is one of its own. */
    void open() {
        outbox.offer(head);
        reader.opened(this);
    }

    @Override
    public void received(ByteBuffer in) {
        unasked += in.remaining();
        in.position(in.limit());
        if (unasked > MAX_UNASKED_BYTES) {
            cut();
        }
    }

    @Override
    public void sent() {
        outbox.written();
    }

    @Override
    public void closed() {
        outbox.discard();
        reader.closed();
    }

    /** A peer that is gone unseen does not take the comments either: then TCP gives it up, or its outbox is full. */
    @Override
    public void tick(long nowNanos) {
        if (server.content().streams().isTooOld(outbox.waitingNanos(nowNanos))) {
            cut();
        } else if (nowNanos - sentAt > server.settings().pingAfter().toNanos() && outbox.isEmpty()) {
            outbox.offer(COMMENT);
        }
    }

    /** Each write holds whole events: the one in flight may end, and nothing is cut in the middle. */
    @Override
    public void drain() {
        outbox.discard();
        connection.closeOnFlush();
    }

    @Override
    public boolean send(byte[] event) {
        return outbox.offer(event) != Outbox.CLOSED;
    }

    @Override
    public int headBytes() {
        return head.length;
    }

    @Override
    public void write(ByteBuffer bytes) {
        sentAt = server.nanoTime();
        connection.write(bytes);
    }

    /** §9.2.6: an event without its empty line is discarded, so half of one does no harm; the page asks again. */
    @Override
    public void overflowed(boolean all) {
        cut();
    }

    private void cut() {
        if (cut.compareAndSet(false, true)) {
            server.metrics().count(Metric.EVENT_STREAMS_CUT);
            connection.closeNow();
        }
    }
}
