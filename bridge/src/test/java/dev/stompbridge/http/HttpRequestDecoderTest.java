package dev.stompbridge.http;

import static dev.stompbridge.http.HeadSplits.everyWay;
import static dev.stompbridge.http.HeadSplits.head;
import static dev.stompbridge.http.HeadSplits.latin1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stompbridge.http.HeadSplits.Outcome;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRequestDecoderTest {

    private static final HttpLimits SMALL = new HttpLimits(64, 3, 16);

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            nullValues = "-",
            value = {
                "/ => / => -",
                "/a/b;c=1/%C3%A4 => /a/b;c=1/%C3%A4 => -",
                "//other/x => //other/x => -",
                "/? => / => ''",
                "/a?b?c/d => /a => b?c/d",
                "/a?x=[|{}^`]&y=%20 => /a => x=[|{}^`]&y=%20",
                "http://a/b?c => /b => c",
                "HTTP://A:80/b => /b => -",
                "https://a => / => -",
                "http://a?c => / => c",
            })
    void aTargetIsReducedToItsPathAndQuery(String target, String path, String query) {
        HttpRequest request =
                everyWay(head("GET " + target + " HTTP/1.1", "Host: a")).request();

        assertThat(request.path()).isEqualTo(path);
        assertThat(request.query()).isEqualTo(query);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "000"})
    void anEmptyBodyIsNoBody(String contentLength) {
        Outcome outcome = everyWay(head("POST / HTTP/1.1", "Host: a", "Content-Length: " + contentLength));

        assertThat(outcome.request().method()).isEqualTo("POST");
    }

    @ParameterizedTest(name = "RFC 9110 §9.1: {0}")
    @ValueSource(strings = {"GET", "HEAD", "POST", "get", "X", "!#$%&'*+-.^_`|~1", "VERSION-CONTROL"})
    void anyTokenOfUpToSixteenBytesIsAMethod(String method) {
        assertThat(everyWay(head(method + " / HTTP/1.1", "Host: a")).request().method())
                .isEqualTo(method);
    }

    @Test
    void fieldsKeepTheirOrderAndLoseTheWhitespaceAroundThem() {
        HttpRequest request = everyWay(head("GET / HTTP/1.1", "Host:a", "X: \t b c \t", "x:", "Y:  ", "X: \u00e4"))
                .request();

        assertThat(request.headers().list())
                .containsExactly(
                        new HttpHeader("Host", "a"),
                        new HttpHeader("X", "b c"),
                        new HttpHeader("x", ""),
                        new HttpHeader("Y", ""),
                        new HttpHeader("X", "\u00e4"));
    }

    @ParameterizedTest(name = "RFC 9110 §2.5: {0} is {1}")
    @CsvSource({"HTTP/1.0,HTTP_1_0", "HTTP/1.1,HTTP_1_1", "HTTP/1.2,HTTP_1_1", "HTTP/1.9,HTTP_1_1"})
    void aHigherMinorVersionIsReadAsTheHighestOneKnown(String text, HttpVersion version) {
        assertThat(everyWay(head("GET / " + text, "Host: a")).request().version())
                .isEqualTo(version);
    }

    @Test
    void anOlderClientNeedsNoHost() {
        assertThat(everyWay(head("GET / HTTP/1.0")).request().path()).isEqualTo("/");
        assertThat(everyWay(head("GET http://a/b HTTP/1.0")).request().path()).isEqualTo("/b");
        assertThat(everyWay(head("GET / HTTP/1.0", "Host: a", "Host: a")).status())
                .isEqualTo(400);
    }

    @Test
    void oneEmptyLineBeforeARequestIsForgiven() {
        byte[] request = latin1("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");

        assertThat(everyWay(request).status()).isEqualTo(200);
        assertThat(everyWay(concat(request, request)).requests()).hasSize(2);
    }

    @Test
    void anEmptyLineAloneIsNoBeginning() throws HttpViolation {
        HttpRequestDecoder decoder = new HttpRequestDecoder(HttpLimits.DEFAULT);

        assertThat(decoder.decode(ByteBuffer.wrap(latin1("\r\n")))).isNull();
        assertThat(decoder.started()).isFalse();
        assertThat(decoder.decode(ByteBuffer.wrap(latin1("G")))).isNull();
        assertThat(decoder.started()).isTrue();
    }

    @Test
    void bytesBehindTheHeadStayInTheBuffer() throws HttpViolation {
        byte[] first = head("GET /1 HTTP/1.1", "Host: a");
        ByteBuffer in = ByteBuffer.wrap(concat(first, latin1("rest")));
        HttpRequestDecoder decoder = new HttpRequestDecoder(HttpLimits.DEFAULT);

        assertThat(decoder.decode(in)).isNotNull();
        assertThat(in.position()).isEqualTo(first.length);
        assertThat(in.remaining()).isEqualTo(4);
        assertThat(decoder.started()).isFalse();
    }

    @Test
    void requestsInOnePieceComeOutOneByOne() {
        byte[] three = concat(
                head("GET /1 HTTP/1.1", "Host: a"),
                concat(head("HEAD /2 HTTP/1.1", "Host: b"), head("GET /3 HTTP/1.0")));

        assertThat(everyWay(three).requests()).extracting(HttpRequest::path).containsExactly("/1", "/2", "/3");
    }

    @Test
    void nothingIsCarriedOverToTheNextRequest() {
        byte[] two = concat(head("GET /1 HTTP/1.1", "Host: a", "X: y"), head("GET /2 HTTP/1.1", "Host: b"));

        assertThat(everyWay(two).requests().get(1).headers().list()).containsExactly(new HttpHeader("Host", "b"));
    }

    @Test
    void aRequestBehindARefusedOneIsNeverRead() {
        byte[] bytes = concat(head("GET / HTTP/1.1", "Host: a", "Host: b"), head("GET / HTTP/1.1", "Host: a"));

        Outcome outcome = everyWay(bytes);
        assertThat(outcome.status()).isEqualTo(400);
        assertThat(outcome.requests()).isEmpty();
    }

    @Test
    void aDecoderThatRefusedOnlyDiscards() {
        HttpRequestDecoder decoder = new HttpRequestDecoder(HttpLimits.DEFAULT);
        ByteBuffer in = ByteBuffer.wrap(latin1(" GET / HTTP/1.1"));

        assertThatThrownBy(() -> decoder.decode(in)).isInstanceOf(HttpViolation.class);
        assertThat(in.hasRemaining()).isFalse();
        ByteBuffer more = ByteBuffer.wrap(head("GET / HTTP/1.1", "Host: a"));
        assertThat(decodeQuietly(decoder, more)).isTrue();
        assertThat(more.hasRemaining()).isFalse();
        assertThat(decoder.started()).isFalse();
    }

    private static boolean decodeQuietly(HttpRequestDecoder decoder, ByteBuffer in) {
        try {
            return decoder.decode(in) == null;
        } catch (HttpViolation violation) {
            return false;
        }
    }

    @Test
    void aRefusalNamesItsRule() {
        Outcome outcome = everyWay(latin1("GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n"));

        assertThat(outcome.refusal())
                .isEqualTo(new HeadSplits.Refusal(400, "A field line is not folded (RFC 9112 §5.2).", List.of()));
    }

    @Test
    void anyBufferWillDo() throws HttpViolation {
        byte[] head = head("GET / HTTP/1.1", "Host: a");
        ByteBuffer direct =
                ByteBuffer.allocateDirect(head.length + 3).position(3).put(head).flip();
        direct.position(3);
        ByteBuffer slice =
                ByteBuffer.wrap(concat(latin1("xyz"), head)).position(3).slice();

        for (ByteBuffer in : List.of(direct, direct.duplicate(), slice, slice.asReadOnlyBuffer())) {
            assertThat(new HttpRequestDecoder(HttpLimits.DEFAULT).decode(in)).isNotNull();
        }
    }

    static Stream<Arguments> edges() {
        String open = "GET / HTTP/1.1\r\nHost: a\r\n";
        int room = SMALL.maxHeadBytes() - open.length() - "X: \r\n\r\n".length();
        return Stream.of(
                Arguments.of("a head of the limit", 200, open + "X: " + "x".repeat(room) + "\r\n\r\n"),
                Arguments.of("one byte more", 431, open + "X: " + "x".repeat(room + 1) + "\r\n\r\n"),
                Arguments.of("a head without end", 431, open + "X: " + "x".repeat(100)),
                Arguments.of("a name without end", 431, open + "x".repeat(100)),
                Arguments.of("as many fields as allowed", 200, open + "X: \r\nX: \r\n\r\n"),
                Arguments.of("one field more", 431, open + "X: \r\nX: \r\nX: \r\n\r\n"),
                Arguments.of("a target of the limit", 200, "GET /" + "x".repeat(15) + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                Arguments.of("one byte more", 414, "GET /" + "x".repeat(16) + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                Arguments.of("a target without end", 414, "GET /" + "x".repeat(100)),
                Arguments.of(
                        "an empty line before does not count",
                        200,
                        "\r\n" + open + "X: " + "x".repeat(room) + "\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("edges")
    void limitsHoldToTheByte(String what, int status, String head) {
        assertThat(everyWay(SMALL, latin1(head)).status()).as(what).isEqualTo(status);
    }

    @Test
    void theDefaultLimitsHoldToTheByte() {
        String open = "GET /" + "x".repeat(4095) + " HTTP/1.1\r\nHost: a\r\nX: ";
        String fits = "x".repeat(8 * 1024 - open.length() - 4);
        String fields =
                IntStream.range(0, 63).mapToObj(i -> "X" + i + ": y\r\n").reduce("", String::concat);

        assertThat(everyWay(latin1(open + fits + "\r\n\r\n")).status()).isEqualTo(200);
        assertThat(everyWay(latin1(open + fits + "x\r\n\r\n")).status()).isEqualTo(431);
        assertThat(everyWay(latin1("GET / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n"))
                        .status())
                .isEqualTo(200);
        assertThat(everyWay(latin1("GET / HTTP/1.1\r\nHost: a\r\n" + fields + "X: y\r\n\r\n"))
                        .status())
                .isEqualTo(431);
    }

    @Test
    void anIncompleteHeadIsWaitedFor() {
        byte[] whole = head("GET / HTTP/1.1", "Host: a");
        for (int length = 1; length < whole.length; length++) {
            Outcome outcome = HeadSplits.decode(HttpLimits.DEFAULT, Arrays.copyOf(whole, length));
            assertThat(outcome.status()).isZero();
            assertThat(outcome.started()).isTrue();
        }
    }

    static byte[] concat(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}
