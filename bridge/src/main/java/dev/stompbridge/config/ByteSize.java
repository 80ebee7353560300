package dev.stompbridge.config;

/** A number of bytes, never negative. */
public record ByteSize(long bytes) {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};
    private static final int UNIT_BITS = 10;

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is not negative: " + bytes);
        }
    }

    public static ByteSize ofKiB(int kibibytes) {
        return new ByteSize((long) kibibytes << UNIT_BITS);
    }

    public static ByteSize ofMiB(int mebibytes) {
        return new ByteSize((long) mebibytes << (2 * UNIT_BITS));
    }

    /** The same as an array length; throws ArithmeticException from 2 GiB on, which the bounds of such keys exclude. */
    public int toInt() {
        return Math.toIntExact(bytes);
    }

    /** In the largest unit that leaves a whole number, as the loader reads it: {@code 64KiB}. */
    @Override
    public String toString() {
        int unit = bytes == 0 ? 0 : Math.min(Long.numberOfTrailingZeros(bytes) / UNIT_BITS, UNITS.length - 1);
        return (bytes >> (unit * UNIT_BITS)) + UNITS[unit];
    }
}
