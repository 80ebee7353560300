package dev.stompbridge.net;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * Records as they are on the wire: content type, version, length, content (RFC 8446 §5.1). What is made here takes as much
 * memory as it has bytes, for it may wait for a slow peer.
 */
final class TlsRecords {
    static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private static final int HEADER_BYTES = 5;
    private static final int LENGTH_AT = 3;
    private static final int MIN_TYPE = 20;
    private static final int HANDSHAKE = 22;
    private static final int MAX_TYPE = 24;
    private static final int MAX_CLEAR_BYTES = 16 * 1024;

    /** RFC 5246 §6.2.3; TLS 1.3 allows less. */
    private static final int MAX_CONTENT_BYTES = MAX_CLEAR_BYTES + 2048;

    /** Header, explicit nonce and tag of the costliest suite allowed: 29 bytes in TLS 1.2. */
    private static final int OVERHEAD_BYTES = 64;

    /** What the engine had to say, perhaps nothing, and how it stands then: that a handshake is finished it tells once. */
    record Said(ByteBuffer records, HandshakeStatus status) {}

    private TlsRecords() {}

    /** Whether the record that begins here has arrived; what is no TLS, or too long, is for the engine to refuse. */
    static boolean isComplete(ByteBuffer source) {
        if (source.remaining() < HEADER_BYTES) {
            return false;
        }
        int length = Short.toUnsignedInt(source.getShort(source.position() + LENGTH_AT));
        int type = source.get(source.position());
        boolean isRecord = type >= MIN_TYPE && type <= MAX_TYPE && length <= MAX_CONTENT_BYTES;
        return !isRecord || source.remaining() >= HEADER_BYTES + length;
    }

    /** Whether a message of a handshake begins here that is not encrypted, or is of TLS 1.2. */
    static boolean isHandshake(ByteBuffer source) {
        return source.get(source.position()) == HANDSHAKE;
    }

    /** All of a message; {@code scratch} is empty and holds any record. */
    static ByteBuffer of(ByteBuffer clear, SSLEngine engine, ByteBuffer scratch) throws SSLException {
        int records = 1 + clear.remaining() / MAX_CLEAR_BYTES;
        ByteBuffer all = ByteBuffer.allocate(clear.remaining() + records * OVERHEAD_BYTES);
        while (clear.hasRemaining()) {
            if (engine.wrap(clear, scratch.clear()).getStatus() != SSLEngineResult.Status.OK) {
                throw new SSLException("closed");
            }
            scratch.flip();
            if (all.remaining() < scratch.remaining()) {
                // The client has asked for shorter records (RFC 6066 §4).
                all = ByteBuffer.allocate(2 * all.capacity() + scratch.remaining())
                        .put(all.flip());
            }
            all.put(scratch);
        }
        return all.flip();
    }

    /** Everything that the engine has to say at the moment; {@code scratch} is empty and holds any record. */
    static Said ofHandshake(SSLEngine engine, ByteBuffer scratch) throws SSLException {
        SSLEngineResult result = engine.wrap(NOTHING, scratch);
        while (result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP
                && result.bytesProduced() > 0
                && scratch.remaining() >= engine.getSession().getPacketBufferSize()) {
            result = engine.wrap(NOTHING, scratch);
        }
        return new Said(copy(scratch.flip()), result.getHandshakeStatus());
    }

    static ByteBuffer join(ByteBuffer first, ByteBuffer second) {
        return ByteBuffer.allocate(first.remaining() + second.remaining())
                .put(first)
                .put(second)
                .flip();
    }

    static ByteBuffer copy(ByteBuffer source) {
        return source.hasRemaining() ? join(source, NOTHING) : NOTHING;
    }
}
