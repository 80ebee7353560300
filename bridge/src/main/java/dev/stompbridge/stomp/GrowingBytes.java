package dev.stompbridge.stomp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes that arrive in pieces. The room grows with them, doubling, and never beyond the limit given with each piece.
 */
final class GrowingBytes {
    private static final int FIRST_CAPACITY = 64;
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int size;

    int size() {
        return size;
    }

    /** Takes the next {@code count} bytes of {@code in}; the caller has checked that they fit the limit. */
    void append(ByteBuffer in, int count, int limit) {
        makeRoom(count, limit);
        in.get(bytes, size, count);
        size += count;
    }

    void append(byte b, int limit) {
        makeRoom(1, limit);
        bytes[size++] = b;
    }

    /** Forgets the content and keeps the room. */
    void clear() {
        size = 0;
    }

    /** The content and nothing else, without a copy if the room is full. Forgets content and room. */
    byte[] take() {
        byte[] taken = size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
        bytes = NOTHING;
        size = 0;
        return taken;
    }

    /** The content as text; fails if it is not well-formed UTF-8. */
    String utf8() throws CharacterCodingException {
        if (isAscii()) {
            return new String(bytes, 0, size, StandardCharsets.ISO_8859_1);
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes, 0, size))
                .toString();
    }

    private boolean isAscii() {
        for (int i = 0; i < size; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private void makeRoom(int count, int limit) {
        int needed = size + count;
        if (needed > bytes.length) {
            long doubled = Math.max(FIRST_CAPACITY, 2L * bytes.length);
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(limit, doubled)));
        }
    }
}
