package dev.stompbridge.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.stompbridge.fuzz.FuzzInput;
import dev.stompbridge.http.HttpHeader;
import dev.stompbridge.http.HttpHeaders;
import dev.stompbridge.http.HttpRequest;
import dev.stompbridge.http.HttpVersion;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/** What a stranger can write in front of, or into, a request: PROXY headers, forwarding headers, origins, tokens. */
class SecurityFuzz {
    private static final InetAddress PROXY = address("10.0.0.1");
    private static final InetAddress STRANGER = address("192.0.2.7");
    private static final Networks TRUSTED = new Networks(List.of(Network.parse("10.0.0.0/8")));
    private static final OriginPolicy ORIGINS =
            new OriginPolicy(List.of("https://*.good.example", "https://shop.example:8443"), List.of("own.example"));

    private static InetAddress address(String literal) {
        InetAddress parsed = IpAddress.parse(literal);
        if (parsed == null) {
            throw new IllegalArgumentException(literal);
        }
        return parsed;
    }

    /** What a decoder made of bytes: a header, or none, and how many bytes it took; or the rule that they broke. */
    private record Outcome(
            @Nullable ProxyHeader header,
            int taken,
            @Nullable String rule) {}

    static Stream<byte[]> proxyHeaders() {
        byte[] binary = {
            0x0D,
            0x0A,
            0x0D,
            0x0A,
            0x00,
            0x0D,
            0x0A,
            0x51,
            0x55,
            0x49,
            0x54,
            0x0A,
            0x21,
            0x11,
            0x00,
            0x0C, //
            (byte) 192,
            0,
            2,
            1,
            10,
            0,
            0,
            1,
            1,
            2,
            3,
            4,
            'G'
        };
        return Stream.concat(
                Stream.of(
                                "PROXY TCP4 192.0.2.1 10.0.0.1 1 65535\r\nGET /",
                                "PROXY TCP6 2001:db8::1 ::1 1 2\r\n",
                                "PROXY UNKNOWN x\r\n",
                                "GET / HTTP/1.1\r\n")
                        .map(text -> FuzzInput.seed(0, text)),
                Stream.of(FuzzInput.seed(1, binary)));
    }

    @MethodSource("proxyHeaders")
    @FuzzTest
    void aProxyHeaderIsTheSameHoweverItIsCut(byte[] data) {
        FuzzInput input = FuzzInput.of(data);
        Outcome whole = decode(input.bytes());
        assertThat(decode(input.bytes(), input.cut())).isEqualTo(whole);
        assertThat(decode(input.bytes(), input.cutsEverywhere())).isEqualTo(whole);
        assertThat(whole.taken()).isLessThanOrEqualTo(ProxyHeaderDecoder.MAX_V2_BYTES + 16);
    }

    private static Outcome decode(byte[] bytes, int... cuts) {
        ProxyHeaderDecoder decoder = new ProxyHeaderDecoder();
        int from = 0;
        try {
            for (int i = 0; i <= cuts.length; i++) {
                int to = i < cuts.length ? cuts[i] : bytes.length;
                ByteBuffer piece = ByteBuffer.wrap(bytes, from, to - from);
                ProxyHeader header = decoder.decode(piece);
                if (header != null) {
                    return new Outcome(header, piece.position(), null);
                }
                assertThat(piece.hasRemaining()).isFalse();
                from = to;
            }
            return new Outcome(null, 0, null);
        } catch (ProxyHeaderViolation e) {
            return new Outcome(null, 0, e.rule());
        }
    }

    static Stream<byte[]> fields() {
        return Stream.of(
                        "192.0.2.1, 10.0.0.2",
                        "for=192.0.2.1;proto=https;host=a.example, for=\"[2001:db8::1]:80\"",
                        "https",
                        "https://a.good.example",
                        "Bearer a.b.c",
                        "a=b; token=x")
                .map(text -> FuzzInput.seed(0, text));
    }

    /** The first byte says into which fields the text goes, cut in two where there are two of them. */
    @MethodSource("fields")
    @FuzzTest
    void nobodyIsBelievedWhoIsNoProxy(byte[] data) {
        FuzzInput input = FuzzInput.of(data);
        HttpRequest request = request(input);
        for (ForwardedHeaders.Kind kind : ForwardedHeaders.Kind.values()) {
            ForwardedHeaders headers = new ForwardedHeaders(kind, TRUSTED);
            Peer stranger = new Peer(STRANGER, false);
            assertThat(headers.client(request, stranger).peer()).isEqualTo(stranger);

            ForwardedHeaders.Client behind = headers.client(request, new Peer(PROXY, false));
            ForwardedHeaders.Client appended = headers.client(appended(request, kind), new Peer(PROXY, false));
            assertThat(behind.peer().text()).matches("[0-9a-f.:]+");
            assertThat(appended.peer().address()).isEqualTo(kind == ForwardedHeaders.Kind.NONE ? PROXY : STRANGER);
            judge(request, behind);
        }
        String token = HandshakeToken.of("token").in(request);
        assertThat(HandshakeToken.NONE.in(request)).isNull();
        assertThat(token == null || token.equals(token.strip())).isTrue();
    }

    /** What is allowed ends as the lists say, whatever else stands in it. */
    private static void judge(HttpRequest request, ForwardedHeaders.Client client) {
        OriginPolicy.Verdict verdict = ORIGINS.judge(request, client, false);
        List<String> origins = request.headers().all("Origin");
        if (verdict == OriginPolicy.Verdict.ALLOWED && !origins.isEmpty()) {
            assertThat(origins).hasSize(1);
            assertThat(origins.get(0).toLowerCase(java.util.Locale.ROOT))
                    .matches(
                            "https://.+\\.good\\.example(:443)?|https://shop\\.example:8443|https?://own\\.example(:[0-9]+)?");
        }
    }

    private static HttpRequest request(FuzzInput input) {
        String text = new String(input.bytes(), ISO_8859_1).replaceAll("[\\x00-\\x08\\x0A-\\x1F\\x7F]", "");
        int cut = Math.min(input.cut(), text.length());
        List<String> names = List.of(
                "X-Forwarded-For",
                "X-Forwarded-Proto",
                "X-Forwarded-Host",
                "Forwarded",
                "Origin",
                "Authorization",
                "Cookie",
                "Host");
        List<HttpHeader> headers = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if ((input.choice() & (1 << i)) == 0) {
                headers.add(new HttpHeader(names.get(i), text.substring(0, cut).strip()));
                if (i < 4) {
                    headers.add(new HttpHeader(names.get(i), text.substring(cut).strip()));
                }
            }
        }
        return new HttpRequest("GET", "/stomp", null, HttpVersion.HTTP_1_1, new HttpHeaders(headers));
    }

    /** The same as a proxy passes it on that appends whom it got it from. */
    private static HttpRequest appended(HttpRequest request, ForwardedHeaders.Kind kind) {
        List<HttpHeader> headers = new ArrayList<>(request.headers().list());
        headers.add(
                kind == ForwardedHeaders.Kind.FORWARDED
                        ? new HttpHeader("Forwarded", "for=192.0.2.7")
                        : new HttpHeader("X-Forwarded-For", "192.0.2.7"));
        return new HttpRequest("GET", "/stomp", null, HttpVersion.HTTP_1_1, new HttpHeaders(headers));
    }
}
