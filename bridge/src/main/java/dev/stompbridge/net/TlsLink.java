package dev.stompbridge.net;

import dev.stompbridge.ops.Metric;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.security.auth.x500.X500Principal;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilter.NextFilter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.WriteRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS of one connection. The I/O thread owns what is received and the handshake; any thread may write. While a handshake is
 * computed elsewhere, nothing is read.
 */
final class TlsLink {
    private static final Logger LOG = LoggerFactory.getLogger(TlsLink.class);

    /** A client's certificates and everything around them, with what came behind in the same read; mostly it is 2 KiB. */
    private static final int MAX_HANDSHAKE_BYTES = 128 * 1024;

    /** Before the handshake is complete: a refusal and a goodbye. */
    private static final int MAX_WAITING = 8;

    /** A client changes its key after gigabytes, not after nothing: more are a flood. */
    private static final int MAX_EMPTY_IN_A_ROW = 16;

    /** Answers to changes of the key that a client does not fetch. */
    private static final int MAX_UNSENT_ANSWERS = 32;

    private enum State {
        HANDSHAKING,
        SECURED,
        ENDED
    }

    private final IoSession session;
    private final NextFilter next;
    private final Tls tls;
    private final SSLEngine engine;
    private final long deadlineNanos;

    private volatile State state = State.HANDSHAKING;

    /** Whether it ended before it was secured, which has been counted. */
    private volatile boolean failed;

    private boolean computing;
    private int handshakeBytes;
    private int emptyInARow;
    private boolean certified;
    private @Nullable String user;

    /** The beginning of a record. */
    private ByteBuffer partial = TlsRecords.NOTHING;

    /** Guarded by this, as is all wrapping: records leave in the order of their numbers. */
    private final Deque<WriteRequest> waiting = new ArrayDeque<>();

    private int unsentAnswers;

    /** I/O thread. */
    TlsLink(IoSession session, NextFilter next, Tls tls, long nowNanos) {
        this.session = session;
        this.next = next;
        this.tls = tls;
        this.engine = tls.engine();
        this.deadlineNanos = nowNanos + tls.handshakeTimeout().toNanos();
    }

    /** I/O thread. The user of the client's certificate; null if there is none, and before the handshake is complete. */
    @Nullable
    String user() {
        return user;
    }

    /** I/O thread. Whether the client has shown a certificate, whoever it belongs to. */
    boolean hasCertificate() {
        return certified;
    }

    /** Timer thread. */
    void tick(long nowNanos) {
        boolean unfinished = state == State.HANDSHAKING || failed;
        if (unfinished && nowNanos - deadlineNanos >= 0) {
            if (!failed) {
                failed = true;
                tls.metrics().count(Metric.TLS_HANDSHAKES_TIMED_OUT);
            }
            session.closeNow();
        }
    }

    /** I/O thread; keeps nothing of the buffer. */
    void received(ByteBuffer bytes) {
        if (state == State.HANDSHAKING) {
            handshakeBytes += bytes.remaining();
        }
        ByteBuffer source = partial.hasRemaining() ? TlsRecords.join(partial, bytes) : bytes;
        partial = TlsRecords.NOTHING;
        if (computing) {
            partial = TlsRecords.copy(source);
        } else if (state != State.ENDED) {
            unwrapAll(source);
        }
    }

    /** Everything that is complete, and the rest is kept. */
    private void unwrapAll(ByteBuffer source) {
        // What is clear is shorter than its records.
        ByteBuffer clear = ByteBuffer.allocate(source.remaining());
        try {
            while (goOn(source, clear)) {}
        } catch (SSLException e) {
            fail(e);
        }
        partial = state == State.ENDED ? TlsRecords.NOTHING : TlsRecords.copy(source);
        if (clear.position() > 0) {
            next.messageReceived(session, IoBuffer.wrap(clear.flip()));
        }
    }

    /** One step; false when it takes more bytes, or a computation, to go on. */
    private boolean goOn(ByteBuffer source, ByteBuffer clear) throws SSLException {
        if (state == State.ENDED) {
            source.position(source.limit());
            return false;
        }
        return switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> {
                compute();
                yield false;
            }
            case NEED_WRAP -> {
                answer();
                yield true;
            }
            default -> unwrap(source, clear);
        };
    }

    private boolean unwrap(ByteBuffer source, ByteBuffer clear) throws SSLException {
        boolean secured = state == State.SECURED;
        if (!secured && handshakeBytes > MAX_HANDSHAKE_BYTES) {
            throw new SSLException("too long a handshake");
        }
        if (!TlsRecords.isComplete(source)) {
            return false;
        }
        if (secured && TlsRecords.isHandshake(source)) {
            flooded("negotiates again");
        }
        int before = clear.position();
        SSLEngineResult result = engine.unwrap(source, clear);
        if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
            end();
            return false;
        }
        if (secured) {
            emptyInARow = clear.position() > before ? 0 : emptyInARow + 1;
            if (emptyInARow > MAX_EMPTY_IN_A_ROW) {
                flooded("sends empty records");
            }
        }
        if (result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
            secured();
        }
        return result.bytesConsumed() > 0;
    }

    private void flooded(String what) throws SSLException {
        tls.metrics().count(Metric.TLS_FLOODS);
        throw new SSLException("the client " + what);
    }

    private void compute() {
        List<Runnable> tasks = new ArrayList<>();
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            tasks.add(task);
        }
        computing = true;
        session.suspendRead();
        try {
            tls.compute(() -> {
                tasks.forEach(Runnable::run);
                IoLoop.of(session).execute(this::computed);
            });
        } catch (RejectedExecutionException e) {
            session.closeNow();
        }
    }

    private void computed() {
        computing = false;
        if (!session.isClosing()) {
            session.resumeRead();
            ByteBuffer source = partial;
            partial = TlsRecords.NOTHING;
            unwrapAll(source);
        }
    }

    /** A message of the handshake, or the answer to a change of the key. */
    private synchronized void answer() throws SSLException {
        HandshakeStatus status = wrapNothing();
        if (unsentAnswers > MAX_UNSENT_ANSWERS) {
            flooded("fetches no answers");
        }
        if (status == HandshakeStatus.FINISHED) {
            secured();
        }
    }

    private HandshakeStatus wrapNothing() throws SSLException {
        TlsRecords.Said said = TlsRecords.ofHandshake(engine, tls.scratch());
        if (said.records().hasRemaining()) {
            unsentAnswers++;
            next.filterWrite(session, new TlsFilter.Encrypted(IoBuffer.wrap(said.records()), null));
        } else if (said.status() == HandshakeStatus.NEED_WRAP) {
            throw new SSLException("nothing comes of it");
        }
        return said.status();
    }

    private synchronized void secured() {
        X500Principal subject = tls.subjectOf(engine.getSession());
        certified = subject != null;
        user = subject == null ? null : tls.userOf(subject);
        state = State.SECURED;
        tls.metrics().count(Metric.TLS_HANDSHAKES);
        for (WriteRequest request = waiting.poll(); request != null; request = waiting.poll()) {
            write(request);
        }
    }

    /** Any thread: gives the message to the socket as records, all of them at once. */
    synchronized void write(WriteRequest request) {
        if (state == State.SECURED) {
            try {
                ByteBuffer records = TlsRecords.of(((IoBuffer) request.getMessage()).buf(), engine, tls.scratch());
                next.filterWrite(session, new TlsFilter.Encrypted(IoBuffer.wrap(records), request));
            } catch (SSLException e) {
                LOG.debug("A connection failed", e);
                session.closeNow();
            }
        } else if (state == State.HANDSHAKING) {
            if (waiting.size() == MAX_WAITING) {
                session.closeNow();
            } else {
                waiting.add(request);
            }
        }
    }

    /** I/O thread: the socket has taken what the engine had to say. */
    synchronized void answerSent() {
        unsentAnswers--;
    }

    private void fail(SSLException cause) {
        LOG.debug("TLS of a connection failed", cause);
        if (state == State.HANDSHAKING && !failed) {
            failed = true;
            tls.metrics().count(Metric.TLS_HANDSHAKES_FAILED);
        }
        end();
    }

    /** Any thread: tells the client why, or that nothing more comes (RFC 8446 §6.1), and closes when all that has left. */
    synchronized void end() {
        if (state == State.ENDED) {
            return;
        }
        state = State.ENDED;
        waiting.clear();
        engine.closeOutbound();
        try {
            if (!engine.isOutboundDone()) {
                wrapNothing();
            }
        } catch (SSLException e) {
            LOG.debug("TLS of a connection ended without a word", e);
        }
        session.closeOnFlush();
    }

    /** I/O thread: the socket is gone. A peer that never said a word looked whether the port is open. */
    void closed() {
        if (state == State.HANDSHAKING && !failed && handshakeBytes > 0) {
            tls.metrics().count(Metric.TLS_HANDSHAKES_FAILED);
        }
        state = State.ENDED;
    }
}
