package dev.stompbridge.net;

import java.util.function.LongSupplier;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.DefaultWriteRequest;
import org.apache.mina.core.write.WriteRequest;
import org.jspecify.annotations.Nullable;

/**
 * Puts TLS between the socket and the connection; the first filter of a chain. Not MINA's own: that one takes 100 MB for
 * 3,000 records of one byte that arrive together, as it goes one call deeper and takes another large buffer with each; and
 * it lets a client negotiate again and again.
 */
final class TlsFilter extends IoFilterAdapter {
    private static final String ATTRIBUTE = "tls";

    private final Tls tls;
    private final LongSupplier nanoTime;

    TlsFilter(Tls tls, LongSupplier nanoTime) {
        this.tls = tls;
        this.nanoTime = nanoTime;
    }

    /** What {@link TlsLink} gives to the socket: records, and whose they are; null for those of the handshake. */
    static final class Encrypted extends DefaultWriteRequest {
        private final @Nullable WriteRequest clear;

        Encrypted(IoBuffer records, @Nullable WriteRequest clear) {
            super(records);
            this.clear = clear;
        }
    }

    /** Null for a connection without TLS. */
    static @Nullable TlsLink linkOf(IoSession session) {
        return (TlsLink) session.getAttribute(ATTRIBUTE);
    }

    @Override
    public void sessionCreated(NextFilter next, IoSession session) {
        session.setAttribute(ATTRIBUTE, new TlsLink(session, next, tls, nanoTime.getAsLong()));
        next.sessionCreated(session);
    }

    @Override
    public void messageReceived(NextFilter next, IoSession session, Object message) {
        link(session).received(((IoBuffer) message).buf());
    }

    @Override
    public void filterWrite(NextFilter next, IoSession session, WriteRequest request) {
        link(session).write(request);
    }

    @Override
    public void messageSent(NextFilter next, IoSession session, WriteRequest request) {
        WriteRequest clear = ((Encrypted) request).clear;
        if (clear == null) {
            link(session).answerSent();
        } else {
            clear.getFuture().setWritten();
            next.messageSent(session, clear);
        }
    }

    @Override
    public void sessionClosed(NextFilter next, IoSession session) {
        link(session).closed();
        next.sessionClosed(session);
    }

    private static TlsLink link(IoSession session) {
        return (TlsLink) session.getAttribute(ATTRIBUTE);
    }
}
