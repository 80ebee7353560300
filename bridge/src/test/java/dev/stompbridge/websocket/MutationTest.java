package dev.stompbridge.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Changes the files of the corpus at random: whatever comes, a decoder throws nothing but {@link WebSocketViolation},
 * does not depend on how the bytes are split, and takes memory only in proportion to what it has got. Another seed:
 * {@code -Dmutation.seed=N}.
 */
class MutationTest {

    private static final int ROUNDS = 20_000;
    private static final WebSocketLimits LIMITS = new WebSocketLimits(4_096, 8_192);

    /** A message of two fragments of one byte each costs the most per byte: the first piece of a buffer. */
    private static final int ALLOCATED_PER_BYTE = 64;

    private static final int ALLOCATED_AT_LEAST = 4_096;

    private final long seed = Long.getLong("mutation.seed", 6455);
    private final Random random = new Random(seed);
    private final Replay replay = Replay.fromClient(LIMITS);

    @Test
    void changedBytesAreDecodedOrRefused() throws Exception {
        System.out.println("MutationTest: -Dmutation.seed=" + seed);
        List<byte[]> corpus = new ArrayList<>();
        for (Corpus.Case file : Corpus.cases()) {
            corpus.add(file.bytes());
        }
        int violations = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = mutate(HexText.concat(pick(corpus), pick(corpus)), pick(corpus));
            String name = "seed " + seed + ", round " + round + ": "
                    + HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 2_000));
            assertThatCode(() -> assertSameHoweverSplit(bytes)).as(name).doesNotThrowAnyException();
            violations += decode(bytes, name);
        }
        assertThat(violations).as("both outcomes are met").isBetween(ROUNDS / 10, ROUNDS - ROUNDS / 100);
    }

    private void assertSameHoweverSplit(byte[] bytes) {
        int[] splits =
                random.ints(random.nextInt(8), 0, bytes.length + 1).sorted().toArray();
        assertThat(replay.inPieces(bytes, splits)).isEqualTo(replay.inPieces(bytes));
    }

    /** Returns 1 for a violation; measures what it takes. */
    private static int decode(byte[] bytes, String name) throws Exception {
        WebSocketDecoder decoder = new WebSocketDecoder(LIMITS, new Counter());
        boolean[] violated = {false};
        long allocated = Allocation.of(() -> {
            try {
                decoder.decode(ByteBuffer.wrap(bytes));
            } catch (WebSocketViolation expected) {
                violated[0] = true;
            }
        });
        assertThat(allocated).as(name).isLessThan(ALLOCATED_AT_LEAST + (long) ALLOCATED_PER_BYTE * bytes.length);
        return violated[0] ? 1 : 0;
    }

    private byte[] mutate(byte[] original, byte[] other) {
        byte[] bytes = original;
        for (int times = random.nextInt(4); times >= 0; times--) {
            bytes = mutateOnce(bytes, other);
        }
        return bytes;
    }

    private byte[] mutateOnce(byte[] bytes, byte[] other) {
        if (bytes.length == 0) {
            return other.clone();
        }
        int at = random.nextInt(bytes.length);
        byte[] head = Arrays.copyOf(bytes, at);
        byte[] tail = Arrays.copyOfRange(bytes, at, bytes.length);
        switch (random.nextInt(6)) {
            case 0 -> tail[0] ^= (byte) (1 << random.nextInt(8));
            case 1 -> tail[0] = (byte) random.nextInt(256);
            case 2 -> tail = Arrays.copyOfRange(tail, random.nextInt(Math.min(tail.length, 16)), tail.length);
            case 3 -> tail = HexText.concat(new byte[1 + random.nextInt(4)], tail);
            case 4 -> tail = HexText.concat(other, tail);
            default -> tail = new byte[0];
        }
        return HexText.concat(head, tail);
    }

    private byte[] pick(List<byte[]> corpus) {
        return corpus.get(random.nextInt(corpus.size()));
    }
}
