package dev.stompbridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.stompbridge.fuzz.FuzzInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Request heads, whatever they are and however they are cut. */
class HttpHeadFuzz {
    private static final List<HttpLimits> LIMITS = List.of(HttpLimits.DEFAULT, new HttpLimits(160, 4, 40));

    /** The line end that is forgiven before a head. */
    private static final int EMPTY_LINE_BYTES = 2;

    static Stream<byte[]> corpus() throws IOException {
        return CorpusHead.all().stream().map(head -> FuzzInput.seed(0, head.bytes()));
    }

    @MethodSource("corpus")
    @FuzzTest
    void headsMeanTheSameHoweverTheyAreCut(byte[] data) {
        FuzzInput input = FuzzInput.of(data);
        HttpLimits limits = input.oneOf(LIMITS);

        HeadSplits.Outcome whole = HeadSplits.decode(limits, input.bytes());

        assertThat(HeadSplits.decode(limits, input.bytes(), input.cut())).isEqualTo(whole);
        assertThat(HeadSplits.decode(limits, input.bytes(), input.cutsEverywhere()))
                .isEqualTo(whole);
        for (HttpRequest request : whole.requests()) {
            keepsTheRules(request, limits);
            byte[] encoded = encoded(request);
            assertThat(HeadSplits.decode(limits, encoded).request()).isEqualTo(withHeadBytes(request, encoded.length));
        }
        nothingIsKeptBeyondTheLimit(limits, input.bytes());
    }

    private static void keepsTheRules(HttpRequest request, HttpLimits limits) {
        assertThat(request.path()).startsWith("/").hasSizeLessThanOrEqualTo(limits.maxTargetBytes());
        assertThat(HttpSyntax.isToken(request.method())).isTrue();
        assertThat(request.headers().list()).hasSizeLessThanOrEqualTo(limits.maxHeaders());
        assertThat(request.headers().list())
                .allMatch(header -> HttpSyntax.isToken(header.name()) && HttpSyntax.isValue(header.value()));
        assertThat(request.headers().all("Host").size()).isBetween(hostsAtLeast(request), 1);
        assertThat(request.headers().all("Transfer-Encoding")).isEmpty();
        assertThat(request.headers().all("Content-Length")).allMatch(length -> length.matches("0+"));
    }

    private static int hostsAtLeast(HttpRequest request) {
        return request.version() == HttpVersion.HTTP_1_1 ? 1 : 0;
    }

    /** In origin-form and without optional white space, so never longer than what was received. */
    /** Encoded again, without white space that means nothing, a head may be shorter. */
    private static HttpRequest withHeadBytes(HttpRequest request, int headBytes) {
        return new HttpRequest(
                request.method(), request.path(), request.query(), request.version(), request.headers(), headBytes);
    }

    private static byte[] encoded(HttpRequest request) {
        StringBuilder head = new StringBuilder(request.method()).append(' ').append(request.path());
        if (request.query() != null) {
            head.append('?').append(request.query());
        }
        head.append(request.version() == HttpVersion.HTTP_1_1 ? " HTTP/1.1\r\n" : " HTTP/1.0\r\n");
        request.headers()
                .list()
                .forEach(header -> head.append(header.name())
                        .append(':')
                        .append(header.value())
                        .append("\r\n"));
        return HeadSplits.latin1(head.append("\r\n").toString());
    }

    /** A decoder that has taken more than a head without a result would hold more than a head. */
    private static void nothingIsKeptBeyondTheLimit(HttpLimits limits, byte[] bytes) {
        HttpRequestDecoder decoder = new HttpRequestDecoder(limits);
        int taken = 0;
        try {
            for (int i = 0; i < bytes.length; i++) {
                taken = decoder.decode(ByteBuffer.wrap(bytes, i, 1)) == null ? taken + 1 : 0;
                if (taken > limits.maxHeadBytes() + EMPTY_LINE_BYTES) {
                    throw new AssertionError("neither a request nor a refusal");
                }
            }
        } catch (HttpViolation refused) {
            assertThat(decoder.started()).isFalse();
        }
    }
}
