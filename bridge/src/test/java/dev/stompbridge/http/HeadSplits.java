package dev.stompbridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes the same bytes in every way they can arrive, and answers what they mean if it is always the same. */
public final class HeadSplits {

    /** Beyond this length only each 31st cut is tried, for the time grows with the square. */
    private static final int LONG = 2048;

    private HeadSplits() {}

    /** A refusal by its visible parts. */
    public record Refusal(int status, String rule, List<HttpHeader> headers) {

        static Refusal of(HttpViolation violation) {
            return new Refusal(violation.status(), violation.rule(), violation.headers());
        }
    }

    /**
     * What came out.
     *
     * @param refusal null if nothing was refused
     * @param started whether a further head has begun
     */
    public record Outcome(
            List<HttpRequest> requests, @Nullable Refusal refusal, boolean started) {

        /** 200 for one or more requests and nothing else, 0 for an incomplete head. */
        public int status() {
            if (refusal != null) {
                return refusal.status();
            }
            return requests.isEmpty() || started ? 0 : 200;
        }

        /** The one request that was accepted. */
        public HttpRequest request() {
            assertThat(refusal).isNull();
            assertThat(requests).hasSize(1);
            return requests.get(0);
        }
    }

    /** A request line and field lines, each ended by CRLF, and the empty line. */
    public static byte[] head(String... lines) {
        return latin1(String.join("\r\n", lines) + "\r\n\r\n");
    }

    public static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whole, cut in two at every point, and byte by byte, within the default limits. */
    public static Outcome everyWay(byte[] bytes) {
        return everyWay(HttpLimits.DEFAULT, bytes);
    }

    /** Whole, cut in two at every point, and byte by byte. */
    public static Outcome everyWay(HttpLimits limits, byte[] bytes) {
        Outcome whole = decode(limits, bytes);
        int step = bytes.length <= LONG ? 1 : 31;
        for (int cut = 0; cut <= bytes.length; cut += step) {
            assertThat(decode(limits, bytes, cut)).as("cut at %d", cut).isEqualTo(whole);
        }
        int[] everywhere = new int[bytes.length];
        Arrays.setAll(everywhere, i -> i);
        assertThat(decode(limits, bytes, everywhere)).as("byte by byte").isEqualTo(whole);
        return whole;
    }

    /** Decodes to the end of the bytes, cut at these rising offsets; a decoder that refused is called again. */
    static Outcome decode(HttpLimits limits, byte[] bytes, int... cuts) {
        HttpRequestDecoder decoder = new HttpRequestDecoder(limits);
        List<HttpRequest> requests = new ArrayList<>();
        Refusal refusal = null;
        int start = 0;
        for (int piece = 0; piece <= cuts.length; piece++) {
            int end = piece < cuts.length ? cuts[piece] : bytes.length;
            Refusal refused = drain(decoder, ByteBuffer.wrap(bytes, start, end - start), requests);
            assertThat(refused == null || refusal == null).as("refused once").isTrue();
            refusal = refused == null ? refusal : refused;
            start = end;
        }
        return new Outcome(List.copyOf(requests), refusal, decoder.started());
    }

    private static @Nullable Refusal drain(HttpRequestDecoder decoder, ByteBuffer in, List<HttpRequest> requests) {
        try {
            int before = in.remaining();
            HttpRequest request = decoder.decode(in);
            while (request != null) {
                assertThat(in.remaining()).as("progress").isLessThan(before);
                requests.add(request);
                before = in.remaining();
                request = decoder.decode(in);
            }
            return null;
        } catch (HttpViolation violation) {
            return Refusal.of(violation);
        } finally {
            assertThat(in.hasRemaining()).as("bytes left").isFalse();
        }
    }
}
