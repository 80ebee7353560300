package dev.stompbridge.net;

import dev.stompbridge.security.ProxyHeader;
import dev.stompbridge.security.ProxyHeaderDecoder;
import dev.stompbridge.security.ProxyHeaderViolation;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;

/**
 * Takes the header of the PROXY protocol off the front of one connection, before TLS, and then itself out of the chain.
 * Its connection's I/O thread owns it.
 */
final class ProxyHeaderFilter extends IoFilterAdapter {
    private final ProxyHeaderDecoder decoder = new ProxyHeaderDecoder();
    private final Connection connection;

    ProxyHeaderFilter(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void messageReceived(NextFilter next, IoSession session, Object message) {
        IoBuffer bytes = (IoBuffer) message;
        try {
            ProxyHeader header = decoder.decode(bytes.buf());
            if (header == null) {
                return;
            }
            session.getFilterChain().remove(this);
            if (connection.cameThrough(header) && bytes.hasRemaining()) {
                next.messageReceived(session, bytes);
            }
        } catch (ProxyHeaderViolation e) {
            connection.refuseProxy();
        }
    }
}
