package dev.stompbridge.stomp;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages octet streams in ways that parsers fear: changed, lost, doubled and foreign parts, and telling octets. */
record Mutator(List<byte[]> streams) {
    private static final byte[] TELLING = {0, '\n', '\r', ':', '\\', ' ', '-', '0', '9', (byte) 0x80, (byte) 0xff};

    byte[] mutate(Random random) {
        byte[] mutated = pick(random);
        for (int count = 1 + random.nextInt(4); count > 0; count--) {
            mutated = once(mutated, random);
        }
        return mutated;
    }

    private byte[] once(byte[] bytes, Random random) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(12));
        return switch (random.nextInt(6)) {
            case 0 -> spliced(bytes, from, from, telling(random));
            case 1 -> spliced(bytes, from, to, telling(random));
            case 2 -> spliced(bytes, from, to, new byte[0]);
            case 3 -> spliced(bytes, from, from, Arrays.copyOfRange(bytes, from, to));
            case 4 -> spliced(bytes, from, bytes.length, pick(random));
            default -> flipped(bytes, from, random);
        };
    }

    private byte[] pick(Random random) {
        return streams.get(random.nextInt(streams.size()));
    }

    private static byte[] telling(Random random) {
        byte[] octets = new byte[1 + random.nextInt(3)];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = TELLING[random.nextInt(TELLING.length)];
        }
        return octets;
    }

    private static byte[] flipped(byte[] bytes, int at, Random random) {
        byte[] flipped = bytes.clone();
        if (at < flipped.length) {
            flipped[at] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] middle) {
        byte[] spliced = Arrays.copyOf(bytes, from + middle.length + bytes.length - to);
        System.arraycopy(middle, 0, spliced, from, middle.length);
        System.arraycopy(bytes, to, spliced, from + middle.length, bytes.length - to);
        return spliced;
    }
}
