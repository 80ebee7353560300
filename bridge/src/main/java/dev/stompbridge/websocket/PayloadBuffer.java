package dev.stompbridge.websocket;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Gathers a payload. Its memory follows what has arrived, not what was announced: it doubles, up to what the payload
 * can still become. A payload whose end is known on arrival gets its exact array at once. Not thread-safe.
 */
final class PayloadBuffer {

    private static final byte[] EMPTY = {};

    /** Below this, growing with each byte of a slow peer costs more than it saves. */
    private static final int FIRST_BYTES = 256;

    private byte[] bytes = EMPTY;
    private int size;

    int size() {
        return size;
    }

    /** Takes {@code count} bytes from {@code in}; {@code mostBytes} is what the whole payload can become at most. */
    void append(ByteBuffer in, int count, int mostBytes) {
        int needed = size + count;
        if (needed > bytes.length) {
            long doubled = Math.max(FIRST_BYTES, 2L * bytes.length);
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(doubled, mostBytes)));
        }
        in.get(bytes, size, count);
        size = needed;
    }

    /** Unmasks the last {@code count} bytes; the key is that of the first of them. */
    void unmaskLast(int count, int key) {
        Masking.apply(bytes, size - count, size, key);
    }

    /** Lets {@code utf8} go on with the last {@code count} bytes. */
    boolean acceptLast(int count, Utf8Validator utf8) {
        return utf8.accept(bytes, size - count, size);
    }

    /** The payload in an array of its length, which this buffer forgets. */
    byte[] take() {
        byte[] taken = size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
        clear();
        return taken;
    }

    void clear() {
        bytes = EMPTY;
        size = 0;
    }
}
