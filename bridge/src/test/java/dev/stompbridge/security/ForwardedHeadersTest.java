package dev.stompbridge.security;

import static dev.stompbridge.http.HeadSplits.everyWay;
import static dev.stompbridge.http.HeadSplits.head;
import static dev.stompbridge.security.Addresses.address;
import static dev.stompbridge.security.Addresses.networks;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.http.HttpRequest;
import dev.stompbridge.security.ForwardedHeaders.Client;
import dev.stompbridge.security.ForwardedHeaders.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trusted are 10.0.0.0/8 and fd00::/8; the proxy at the other end is 10.0.0.1 and speaks plain text. */
class ForwardedHeadersTest {

    private static final Networks TRUSTED = networks("10.0.0.0/8", "fd00::/8");
    private static final String PROXY = "10.0.0.1";

    private static HttpRequest request(String... lines) {
        List<String> all = new ArrayList<>(List.of("GET /stomp HTTP/1.1", "Host: inner"));
        all.addAll(List.of(lines));
        return everyWay(head(all.toArray(String[]::new))).request();
    }

    private static Client client(Kind kind, String peer, String... lines) {
        return new ForwardedHeaders(kind, TRUSTED).client(request(lines), new Peer(address(peer), false));
    }

    private static Client expected(String address, boolean secure, String host) {
        return new Client(new Peer(address(address), secure), host);
    }

    /** In the table a vertical bar ends a line of this header. */
    private static String[] lines(String name, String values) {
        String[] lines = values.split("\\|", -1);
        for (int i = 0; i < lines.length; i++) {
            lines[i] = name + ": " + lines[i];
        }
        return lines;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        // one proxy
        "203.0.113.7, 203.0.113.7",
        "2001:db8::7, 2001:db8::7",
        "[2001:db8::7], 2001:db8::7",
        "203.0.113.7:4711, 203.0.113.7",
        "[2001:db8::7]:4711, 2001:db8::7",
        "::ffff:203.0.113.7, 203.0.113.7",
        "'  203.0.113.7\t', 203.0.113.7",
        // several
        "'203.0.113.7, 10.0.0.2', 203.0.113.7",
        "'203.0.113.7,10.0.0.2 ,fd00::3', 203.0.113.7",
        "'203.0.113.7, ::ffff:10.0.0.2', 203.0.113.7",
        "203.0.113.7|10.0.0.2, 203.0.113.7",
        "'203.0.113.7|10.0.0.2, 10.0.0.3', 203.0.113.7",
        // a client that is a proxy's neighbour
        "10.0.0.9, 10.0.0.9",
        "'10.0.0.9, 10.0.0.2', 10.0.0.9",
        // a client that sends a header of its own through a proxy that appends
        "'198.51.100.1, 203.0.113.7', 203.0.113.7",
        "'10.0.0.2, 203.0.113.7', 203.0.113.7",
        "'127.0.0.1, 10.0.0.2, 203.0.113.7', 203.0.113.7",
        "'198.51.100.1, 203.0.113.7, 10.0.0.2', 203.0.113.7",
        "198.51.100.1|203.0.113.7, 203.0.113.7",
        "'\"10.0.0.2, 203.0.113.7', 203.0.113.7",
        "'x, 203.0.113.7', 203.0.113.7",
        "',,,, 203.0.113.7', 203.0.113.7",
        // nothing good: the last good one
        "'', 10.0.0.1",
        "unknown, 10.0.0.1",
        "_hidden, 10.0.0.1",
        "localhost, 10.0.0.1",
        "203.0.113.7 203.0.113.8, 10.0.0.1",
        "203.0.113.07, 10.0.0.1",
        "203.0.113.7:, 10.0.0.1",
        "203.0.113.7:123456, 10.0.0.1",
        "203.0.113.7:x, 10.0.0.1",
        "2001:db8::7:x, 10.0.0.1",
        "[203.0.113.7], 10.0.0.1",
        "[2001:db8::7, 10.0.0.1",
        "fe80::1%eth0, 10.0.0.1",
        "\"203.0.113.7\", 10.0.0.1",
        "'203.0.113.7,', 10.0.0.1",
        "'203.0.113.7, unknown, 10.0.0.2', 10.0.0.2",
        "'203.0.113.7, _x, 10.0.0.2', 10.0.0.2",
        "'203.0.113.7, , 10.0.0.2', 10.0.0.2",
        "203.0.113.7||10.0.0.2, 10.0.0.2",
    })
    void theFirstThatIsNotTrustedFromTheRightIsTheClient(String values, String client) {
        assertThat(client(Kind.X_FORWARDED, PROXY, lines("X-Forwarded-For", values)))
                .isEqualTo(expected(client, false, "inner"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.9", "2001:db8::9", "11.0.0.1", "127.0.0.1"})
    void nothingIsBelievedOfAPeerThatIsNotTrusted(String peer) {
        Client itself = expected(peer, false, "inner");

        assertThat(client(
                        Kind.X_FORWARDED,
                        peer,
                        "X-Forwarded-For: 10.0.0.1",
                        "X-Forwarded-Proto: https",
                        "X-Forwarded-Host: evil.example"))
                .isEqualTo(itself);
        assertThat(client(Kind.FORWARDED, peer, "Forwarded: for=10.0.0.1;proto=https;host=evil.example"))
                .isEqualTo(itself);
    }

    @Test
    void onlyTheConfiguredHeadersAreRead() {
        String[] both = {
            "X-Forwarded-For: 203.0.113.7",
            "X-Forwarded-Proto: https",
            "X-Forwarded-Host: x.example",
            "Forwarded: for=203.0.113.8;proto=https;host=f.example"
        };

        assertThat(client(Kind.NONE, PROXY, both)).isEqualTo(expected(PROXY, false, "inner"));
        assertThat(client(Kind.X_FORWARDED, PROXY, both)).isEqualTo(expected("203.0.113.7", true, "x.example"));
        assertThat(client(Kind.FORWARDED, PROXY, both)).isEqualTo(expected("203.0.113.8", true, "f.example"));
    }

    @Test
    void withoutTrustedNetworksNobodyIsBelieved() {
        ForwardedHeaders headers = new ForwardedHeaders(Kind.X_FORWARDED, Networks.NONE);

        assertThat(headers.client(request("X-Forwarded-For: 203.0.113.7"), new Peer(address(PROXY), true)))
                .isEqualTo(expected(PROXY, true, "inner"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "https, true",
        "HTTPS, true",
        "wss, true",
        "http, false",
        "ws, false",
        "'', false",
        "on, false",
        "https;, false",
        "'http, https', true",
        "'https, http', false",
        "https|http, false",
        "http|https, true",
        "'https,', false",
    })
    void theLastSchemeIsThatOfTheTrustedProxy(String values, boolean secure) {
        Client client = client(Kind.X_FORWARDED, PROXY, lines("X-Forwarded-Proto", values));

        assertThat(client).isEqualTo(expected(PROXY, secure, "inner"));
    }

    @Test
    void withoutASchemeThatOfTheConnectionCounts() {
        ForwardedHeaders headers = new ForwardedHeaders(Kind.X_FORWARDED, TRUSTED);
        Peer overTls = new Peer(address(PROXY), true);

        assertThat(headers.client(request("X-Forwarded-For: 203.0.113.7"), overTls))
                .isEqualTo(expected("203.0.113.7", true, "inner"));
        assertThat(headers.client(request("X-Forwarded-Proto: http"), overTls))
                .isEqualTo(expected(PROXY, false, "inner"));
        assertThat(new ForwardedHeaders(Kind.FORWARDED, TRUSTED)
                        .client(request("Forwarded: for=203.0.113.7;proto=http"), overTls))
                .isEqualTo(expected("203.0.113.7", false, "inner"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "shop.example, shop.example",
        "shop.example:8443, shop.example:8443",
        "'evil.example, shop.example', shop.example",
        "evil.example|shop.example, shop.example",
        "'', inner",
        "a b, inner",
        "user@shop.example, inner",
        "shop.example/x, inner",
        "'shop.example,', inner",
    })
    void theLastHostIsThatOfTheTrustedProxy(String values, String host) {
        Client client = client(Kind.X_FORWARDED, PROXY, lines("X-Forwarded-Host", values));

        assertThat(client).isEqualTo(expected(PROXY, false, host));
    }

    @Test
    void aRequestWithoutAHostHasNone() {
        HttpRequest request = everyWay(head("GET / HTTP/1.0")).request();
        Peer peer = new Peer(address(PROXY), false);

        assertThat(new ForwardedHeaders(Kind.NONE, TRUSTED)
                        .client(request, peer)
                        .host())
                .isNull();
        assertThat(new ForwardedHeaders(Kind.X_FORWARDED, TRUSTED)
                        .client(request, peer)
                        .host())
                .isNull();
    }

    @ParameterizedTest(name = "{0}: {1}, TLS {2}, {3}")
    @CsvSource({
        // one proxy
        "for=203.0.113.7, 203.0.113.7, false, inner",
        "For=203.0.113.7;PROTO=HTTPS;Host=a.example;by=10.0.0.1, 203.0.113.7, true, a.example",
        "proto=https;for=\"203.0.113.7:4711\", 203.0.113.7, true, inner",
        "for=\"[2001:db8::7]:4711\";host=\"a.example:8443\", 2001:db8::7, false, a.example:8443",
        "for=\"[2001:db8::7]\", 2001:db8::7, false, inner",
        "for=\"203.0.113.7:_port\", 203.0.113.7, false, inner",
        "for=\"203.0.113.\\7\", 203.0.113.7, false, inner",
        ";;for=203.0.113.7;, 203.0.113.7, false, inner",
        "'for=203.0.113.7;secret=\"a,b;c\\\",\\\\\"', 203.0.113.7, false, inner",
        "for=203.0.113.7;proto=http, 203.0.113.7, false, inner",
        "for=203.0.113.7;host=\"a b\", 203.0.113.7, false, inner",
        // several: scheme and host are those of the proxy that the client is connected to
        "'for=203.0.113.7;proto=https;host=a.example, for=10.0.0.2;proto=http;host=b', 203.0.113.7, true, a.example",
        "'for=203.0.113.7;proto=http,for=10.0.0.2;proto=https', 203.0.113.7, false, inner",
        "'for=203.0.113.7, for=10.0.0.2;proto=https;host=b', 203.0.113.7, false, inner",
        "'for=203.0.113.7;proto=https|for=\"[fd00::2]:1\"', 203.0.113.7, true, inner",
        "'for=10.0.0.9;proto=https, for=10.0.0.2', 10.0.0.9, true, inner",
        // a client that sends a header of its own through a proxy that appends
        "'for=10.0.0.2;proto=https;host=evil, for=203.0.113.7', 203.0.113.7, false, inner",
        "'for=10.0.0.2;proto=https;host=evil|for=203.0.113.7;proto=http', 203.0.113.7, false, inner",
        "'for=\"10.0.0.2, for=203.0.113.7', 203.0.113.7, false, inner",
        "'for=10.0.0.2;x=\", for=\"203.0.113.7\"', 203.0.113.7, false, inner",
        "'for=10.0.0.2;x=\"\\, for=\"[2001:db8::7]:80\";host=\"h\"', 2001:db8::7, false, h",
        "'\", for=203.0.113.7;secret=\"a,b\"', 203.0.113.7, false, inner",
        "'nonsense, for=203.0.113.7', 203.0.113.7, false, inner",
        // the proxy does not say who, but says the rest
        "for=unknown;proto=https;host=a.example, 10.0.0.1, true, a.example",
        "for=_hidden;proto=https, 10.0.0.1, true, inner",
        "proto=https, 10.0.0.1, true, inner",
        "'for=203.0.113.7, for=unknown, for=10.0.0.2', 10.0.0.2, false, inner",
        // nothing good: the last good one
        "'', 10.0.0.1, false, inner",
        "for, 10.0.0.1, false, inner",
        "for=, 10.0.0.1, false, inner",
        "=203.0.113.7, 10.0.0.1, false, inner",
        "for =203.0.113.7, 10.0.0.1, false, inner",
        "for= 203.0.113.7, 10.0.0.1, false, inner",
        "for=203.0.113.7; proto=https, 10.0.0.1, false, inner",
        "for=203.0.113.7:4711;proto=https, 10.0.0.1, false, inner",
        "for=[2001:db8::7];proto=https, 10.0.0.1, false, inner",
        "for=\"2001:db8::7\", 10.0.0.1, false, inner",
        "for=\"203.0.113.7, 10.0.0.1, false, inner",
        "for=203.0.113.7\";proto=https, 10.0.0.1, false, inner",
        "for=\"203.0.113.7\"x, 10.0.0.1, false, inner",
        "for=\"203.0.113.7\\, 10.0.0.1, false, inner",
        "for=203.0.113.7;for=203.0.113.8, 10.0.0.1, false, inner",
        "for=203.0.113.7;proto=http;Proto=https, 10.0.0.1, false, inner",
        "203.0.113.7, 10.0.0.1, false, inner",
        "'for=203.0.113.7, x, for=10.0.0.2;proto=https', 10.0.0.2, true, inner",
    })
    void forwardedIsReadByItsGrammar(String values, String client, boolean secure, String host) {
        assertThat(client(Kind.FORWARDED, PROXY, lines("Forwarded", values))).isEqualTo(expected(client, secure, host));
    }

    @Test
    void atMost32ElementsAreLookedAt() {
        String client = "203.0.113.7";
        for (Kind kind : List.of(Kind.X_FORWARDED, Kind.FORWARDED)) {
            String name = kind == Kind.FORWARDED ? "Forwarded: " : "X-Forwarded-For: ";
            String node = kind == Kind.FORWARDED ? "for=" : "";
            String near = ", " + node + "10.0.0.2";
            String proxies31 = name + node + client + near.repeat(31);
            String proxies32 = name + node + client + near.repeat(32);

            assertThat(client(kind, PROXY, proxies31)).isEqualTo(expected(client, false, "inner"));
            assertThat(client(kind, PROXY, proxies32)).isEqualTo(expected("10.0.0.2", false, "inner"));
        }
    }
}
