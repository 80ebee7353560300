package dev.stompbridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every odd head met so far, as it is and mutated. */
class HttpCorpusTest {

    private static final int MUTATIONS = 20_000;
    private static final byte[] EDGY = HeadSplits.latin1("\r\n\t\0 :,;%/?#@[]*\\\"\u007f\u0080\u00ff09azGHh.");

    static List<CorpusHead> heads() throws IOException {
        return CorpusHead.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("heads")
    void aHeadOfTheCorpusGetsItsStatusHoweverItIsSplit(CorpusHead head) {
        assertThat(head.name()).startsWith(head.status() + "-");
        assertThat(HeadSplits.everyWay(head.bytes()).status()).isEqualTo(head.status());
    }

    /** Reproduce a failure with the seed it prints: {@code -Dstompbridge.seed=…}. */
    @Test
    void noMutationBreaksTheDecoderOrMakesItDependOnTheSplit(TestReporter reporter) throws IOException {
        long seed = Long.getLong("stompbridge.seed", 20_261_122L);
        reporter.publishEntry("seed", Long.toString(seed));
        Random random = new Random(seed);
        List<CorpusHead> heads = CorpusHead.all();
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = heads.get(random.nextInt(heads.size())).bytes();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes = mutate(bytes, random);
            }
            HeadSplits.Outcome whole = HeadSplits.decode(HttpLimits.DEFAULT, bytes);
            HeadSplits.Outcome split = HeadSplits.decode(HttpLimits.DEFAULT, bytes, cuts(bytes.length, random));
            assertThat(split).as("seed %d, mutation %d", seed, i).isEqualTo(whole);
            whole.requests().forEach(HttpCorpusTest::checkAccepted);
        }
    }

    private static void checkAccepted(HttpRequest request) {
        assertThat(request.path()).matches("/(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*+");
        assertThat(request.method()).matches("[!-~]{1,16}");
        assertThat(request.headers().list()).hasSizeLessThanOrEqualTo(HttpLimits.DEFAULT.maxHeaders());
        assertThat(request.headers().all("Host")).hasSizeLessThanOrEqualTo(1);
        assertThat(request.headers().all("Transfer-Encoding")).isEmpty();
        assertThat(request.headers().all("Content-Length")).allMatch(length -> length.matches("0+"));
    }

    private static byte[] mutate(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, at + random.nextInt(8));
        byte[] before = Arrays.copyOf(bytes, at);
        byte[] after = Arrays.copyOfRange(bytes, to, bytes.length);
        byte edgy = EDGY[random.nextInt(EDGY.length)];
        return switch (random.nextInt(4)) {
            case 0 -> HttpRequestDecoderTest.concat(before, after);
            case 1 -> HttpRequestDecoderTest.concat(bytes, Arrays.copyOfRange(bytes, at, bytes.length));
            case 2 ->
                HttpRequestDecoderTest.concat(
                        HttpRequestDecoderTest.concat(before, new byte[] {edgy}),
                        Arrays.copyOfRange(bytes, at, bytes.length));
            default ->
                HttpRequestDecoderTest.concat(
                        HttpRequestDecoderTest.concat(before, new byte[] {(byte) random.nextInt(256)}), after);
        };
    }

    private static int[] cuts(int length, Random random) {
        return random.ints(random.nextInt(6), 0, length + 1).sorted().toArray();
    }
}
