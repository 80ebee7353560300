package dev.stompbridge.load.client;

import java.nio.charset.StandardCharsets;

/**
 * The body of every message: JSON with a sequence number and the time at which it was due, both in fixed places and,
 * since a JSON number has no leading zeros, behind a leading 1.
 */
public final class PriceBody {
    /** Bytes of a body. */
    public static final int LENGTH = 60;

    private static final byte[] TEMPLATE = "{\"s\":\"NVDA\",\"p\":1234.56,\"n\":1000000000,\"t\":1000000000000000}"
            .getBytes(StandardCharsets.US_ASCII);
    private static final int SEQUENCE_AT = 29;
    private static final int SEQUENCE_DIGITS = 9;
    private static final int TIME_AT = 44;
    private static final int TIME_DIGITS = 15;

    /** Times count from here, so that they fit; for eleven days. */
    private static final long ORIGIN = System.nanoTime();

    private PriceBody() {}

    /** Nanoseconds on the clock of the bodies. */
    public static long now() {
        return System.nanoTime() - ORIGIN;
    }

    static byte[] template() {
        return TEMPLATE.clone();
    }

    static void write(byte[] bytes, int at, long sequence, long time) {
        digits(bytes, at + SEQUENCE_AT, SEQUENCE_DIGITS, sequence);
        digits(bytes, at + TIME_AT, TIME_DIGITS, time);
    }

    static boolean isAt(byte[] bytes, int at) {
        return bytes[at] == '{' && bytes[at + LENGTH - 1] == '}' && bytes[at + TIME_AT - 2] == ':';
    }

    static long sequence(byte[] bytes, int at) {
        return number(bytes, at + SEQUENCE_AT, SEQUENCE_DIGITS);
    }

    static long time(byte[] bytes, int at) {
        return number(bytes, at + TIME_AT, TIME_DIGITS);
    }

    private static void digits(byte[] bytes, int at, int count, long number) {
        long rest = number;
        for (int i = at + count - 1; i >= at; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static long number(byte[] bytes, int at, int count) {
        long number = 0;
        for (int i = at; i < at + count; i++) {
            number = number * 10 + bytes[i] - '0';
        }
        return number;
    }
}
