package dev.stompbridge.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What a fuzzer makes up, taken apart: a byte that chooses among variants, a byte that says where to cut, and all that
 * follows. Bytes that are missing are 0.
 */
@SuppressWarnings("ArrayRecordComponent") // a short-lived view
public record FuzzInput(int choice, int cutAt, byte[] bytes) {
    private static final int FIRST_BYTES = 2;
    private static final int MAX_BYTE = 255;

    public static FuzzInput of(byte[] data) {
        byte[] first = Arrays.copyOf(data, FIRST_BYTES);
        byte[] rest = data.length <= FIRST_BYTES ? new byte[0] : Arrays.copyOfRange(data, FIRST_BYTES, data.length);
        return new FuzzInput(first[0] & MAX_BYTE, first[1] & MAX_BYTE, rest);
    }

    /** A file of a corpus as such an input, cut in the middle. */
    public static byte[] seed(int choice, byte[] bytes) {
        byte[] data = new byte[FIRST_BYTES + bytes.length];
        data[0] = (byte) choice;
        data[1] = (byte) (MAX_BYTE / 2);
        System.arraycopy(bytes, 0, data, FIRST_BYTES, bytes.length);
        return data;
    }

    /** The same of a text. */
    public static byte[] seed(int choice, String text) {
        return seed(choice, text.getBytes(StandardCharsets.UTF_8));
    }

    /** What the first byte chooses. */
    public <T> T oneOf(List<T> variants) {
        return variants.get(choice % variants.size());
    }

    /** Where to cut the bytes in two: near one of their ends to the byte, else by proportion. */
    public int cut() {
        if (cutAt <= MAX_BYTE / 4) {
            return Math.min(cutAt, bytes.length);
        }
        return cutAt > MAX_BYTE - MAX_BYTE / 4
                ? Math.max(0, bytes.length - (MAX_BYTE - cutAt))
                : bytes.length * cutAt / MAX_BYTE;
    }

    /** One cut in front of each byte but the first. */
    public int[] cutsEverywhere() {
        int[] cuts = new int[Math.max(0, bytes.length - 1)];
        Arrays.setAll(cuts, i -> i + 1);
        return cuts;
    }

    /** The bytes as UTF-8; what is none becomes a replacement character. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
