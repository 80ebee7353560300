package dev.stompbridge.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The masking of RFC 6455 §5.3, which is its own inverse, in place and eight bytes at a time. */
final class Masking {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();

    private Masking() {}

    /** Masks or unmasks {@code bytes[from, to)}; the top byte of {@code key} goes to {@code bytes[from]}. */
    static void apply(byte[] bytes, int from, int to, int key) {
        if (key == 0) {
            return;
        }
        long keyTwice = ((long) key << 32) | (key & 0xFFFF_FFFFL);
        int i = from;
        for (int last = to - Long.BYTES; i <= last; i += Long.BYTES) {
            LONGS.set(bytes, i, (long) LONGS.get(bytes, i) ^ keyTwice);
        }
        for (int shift = 24; i < to; i++, shift -= 8) {
            bytes[i] ^= (byte) (key >> shift);
        }
    }

    /** The key for what follows {@code bytes} bytes of payload. */
    static int rotate(int key, long bytes) {
        return Integer.rotateLeft(key, (int) (bytes & 3) * 8);
    }
}
