package dev.stompbridge.http;

import static dev.stompbridge.http.HeadSplits.everyWay;
import static dev.stompbridge.http.HeadSplits.head;
import static dev.stompbridge.http.HeadSplits.latin1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.http.HeadSplits.Outcome;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the decoder refuses, clause by clause. */
class HttpRefusalTest {

    static List<Arguments> lines() {
        return List.of(
                refused(400, "RFC 9112 §2.2 bare LF behind the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n"),
                refused(400, "RFC 9112 §2.2 bare LF behind a field line", "GET / HTTP/1.1\r\nHost: a\n\r\n"),
                refused(400, "RFC 9112 §2.2 bare LF as the empty line", "GET / HTTP/1.1\r\nHost: a\r\n\n"),
                refused(400, "RFC 9112 §2.2 bare LF within a name", "GET / HTTP/1.1\r\nHo\nst: a\r\n\r\n"),
                refused(400, "RFC 9112 §2.2 bare CR behind the request line", "GET / HTTP/1.1\rHost: a\r\n\r\n"),
                refused(400, "RFC 9112 §2.2 bare CR within a value", "GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n"),
                refused(400, "RFC 9112 §2.2 CR CR LF", "GET / HTTP/1.1\r\nHost: a\r\r\n\r\n"),
                refused(400, "RFC 9112 §2.2 CR without LF at the end", "GET / HTTP/1.1\r\nHost: a\r\n\rX"),
                refused(400, "RFC 9112 §2.2 two leading empty lines", "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
                refused(400, "RFC 9112 §2.2 leading bare LF", "\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
                refused(400, "RFC 9112 §2.2 leading bare CR", "\rGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
                refused(400, "RFC 9112 §2.2 whitespace before the first field", "GET / HTTP/1.1\r\n Host: a\r\n\r\n"));
    }

    static List<Arguments> requestLines() {
        return List.of(
                refused(400, "RFC 9112 §3 leading space", " GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
                refused(400, "RFC 9112 §3 two spaces before the target", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"),
                refused(400, "RFC 9112 §3 two spaces before the version", "GET /  HTTP/1.1\r\nHost: a\r\n\r\n"),
                refused(400, "RFC 9112 §3 space behind the version", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n"),
                refused(400, "RFC 9112 §3 tab as separator", "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n"),
                refused(400, "RFC 9112 §3 space within the target", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n"),
                refused(400, "RFC 9112 §3 no target", "GET HTTP/1.1\r\nHost: a\r\n\r\n"),
                refused(400, "RFC 9112 §3 HTTP/0.9 request", "GET /\r\n"),
                refused(400, "RFC 9112 §3 method alone", "GET\r\n"),
                refused(400, "RFC 9110 §9.1 method is no token", "G(T / HTTP/1.1\r\nHost: a\r\n\r\n"),
                refused(400, "TLS on a plain port", "\u0016\u0003\u0001\u0002"),
                refused(501, "RFC 9112 §3 longer than any method", "ABCDEFGHIJKLMNOPQ / HTTP/1.1\r\nHost: a\r\n\r\n"));
    }

    static List<Arguments> versions() {
        return List.of(
                refused(400, "RFC 9112 §2.3 case-sensitive", "GET / http/1.1\r\nHost: a\r\n\r\n"),
                refused(400, "RFC 9112 §2.3 one digit each", "GET / HTTP/1.10\r\nHost: a\r\n\r\n"),
                refused(400, "RFC 9112 §2.3 two digits", "GET / HTTP/1\r\nHost: a\r\n\r\n"),
                refused(400, "RFC 9112 §2.3 a dot between", "GET / HTTP/1,1\r\nHost: a\r\n\r\n"),
                refused(400, "RFC 9112 §2.3 another name", "GET / HTTQ/1.1\r\nHost: a\r\n\r\n"),
                refused(400, "RFC 9112 §2.3 no version", "GET / \r\nHost: a\r\n\r\n"),
                refused(505, "RFC 9110 §15.6.6 HTTP/2", "GET / HTTP/2.0\r\nHost: a\r\n\r\n"),
                refused(505, "RFC 9113 §3.4 connection preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                refused(505, "RFC 9110 §15.6.6 HTTP/0.9", "GET / HTTP/0.9\r\nHost: a\r\n\r\n"));
    }

    static List<Arguments> fieldLines() {
        return List.of(
                refused(400, "RFC 9112 §5.1 space before the colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n"),
                refused(400, "RFC 9112 §5.1 tab before the colon", "GET / HTTP/1.1\r\nHost\t: a\r\n\r\n"),
                refused(400, "RFC 9112 §5.1 empty name", "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n"),
                refused(400, "RFC 9112 §5.1 no colon", "GET / HTTP/1.1\r\nHost: a\r\nX-Flag\r\n\r\n"),
                refused(400, "RFC 9112 §5.2 obs-fold by space", "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n"),
                refused(400, "RFC 9112 §5.2 obs-fold by tab", "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n\tc\r\n\r\n"),
                refused(400, "RFC 9110 §5.1 name is no token", "GET / HTTP/1.1\r\nHost: a\r\nX@Y: b\r\n\r\n"),
                refused(400, "RFC 9110 §5.1 name beyond ASCII", "GET / HTTP/1.1\r\nHost: a\r\nX\u00e4: b\r\n\r\n"),
                refused(400, "RFC 9110 §5.5 NUL", "GET / HTTP/1.1\r\nHost: a\r\nX: b\0c\r\n\r\n"),
                refused(400, "RFC 9110 §5.5 backspace", "GET / HTTP/1.1\r\nHost: a\r\nX: b\bc\r\n\r\n"),
                refused(400, "RFC 9110 §5.5 DEL", "GET / HTTP/1.1\r\nHost: a\r\nX: b\u007fc\r\n\r\n"));
    }

    private static Arguments refused(int status, String clause, String head) {
        return Arguments.of(clause, status, head);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"lines", "requestLines", "versions", "fieldLines"})
    void aHeadThatBreaksAClauseIsRefused(String clause, int status, String head) {
        Outcome outcome = everyWay(latin1(head));

        assertThat(outcome.status()).as(clause).isEqualTo(status);
        assertThat(outcome.requests()).isEmpty();
        assertThat(outcome.started()).isFalse();
    }

    static List<Arguments> refusedTargets() {
        return List.of(
                refused(400, "RFC 9112 §3.2.3 authority-form", "a:80"),
                refused(400, "RFC 9112 §3.2.4 asterisk-form", "*"),
                refused(400, "RFC 9112 §3.2 neither path nor URI", "index.html"),
                refused(400, "RFC 9112 §3.2 another scheme", "ftp://a/"),
                refused(400, "RFC 9112 §3.2 a WebSocket URI is no request target", "ws://a/stomp"),
                refused(400, "RFC 9112 §3.2.2 no authority", "http:///x"),
                refused(400, "RFC 9112 §3.2.2 another host", "http://b/"),
                refused(400, "RFC 9112 §3.2.2 another port", "http://a:81/"),
                refused(400, "RFC 9112 §3.2.2 the default port of https", "https://a:80/"),
                refused(400, "RFC 9110 §4.2.4 userinfo", "http://user@a/"),
                refused(400, "RFC 3986 §3.5 fragment", "/x#y"),
                refused(400, "RFC 3986 §3.5 fragment behind a query", "/x?y#z"),
                refused(400, "RFC 3986 §3.3 backslash", "/..\\x"),
                refused(400, "RFC 3986 §3.3 quote", "/\"x\""),
                refused(400, "RFC 3986 §2 beyond ASCII", "/\u00e4"),
                refused(400, "RFC 3986 §2 NUL", "/\0"),
                refused(400, "RFC 3986 §3.4 angle brackets", "/?<script>"),
                refused(400, "RFC 3986 §2.1 cut percent-encoding", "/%2"),
                refused(400, "RFC 3986 §2.1 percent alone", "/%"),
                refused(400, "RFC 3986 §2.1 no hexadecimal digits", "/%zz"),
                refused(400, "RFC 3986 §2.1 in a query", "/?a=100%"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedTargets")
    void aTargetThatIsNoPathOfThisHostIsRefused(String clause, int status, String target) {
        Outcome outcome = everyWay(head("GET " + target + " HTTP/1.1", "Host: a"));

        assertThat(outcome.status()).as(clause).isEqualTo(status);
    }

    static List<Arguments> refusedFields() {
        return List.of(
                refused(400, "RFC 9112 §3.2 no Host", "X: y"),
                refused(400, "RFC 9112 §3.2 two Hosts", "Host: a\r\nHost: b"),
                refused(400, "RFC 9112 §3.2 the same Host twice", "Host: a\r\nhost: a"),
                refused(400, "RFC 9110 §4.2.1 empty Host", "Host:"),
                refused(400, "RFC 9110 §7.2 two hosts in one line", "Host: a, b"),
                refused(400, "RFC 9110 §7.2 path", "Host: a/b"),
                refused(400, "RFC 9110 §7.2 userinfo", "Host: u@a"),
                refused(400, "RFC 9110 §7.2 space", "Host: a b"),
                refused(400, "RFC 9110 §7.2 beyond ASCII", "Host: \u00e4"),
                refused(400, "RFC 3986 §3.2.3 port of letters", "Host: a:x"),
                refused(400, "RFC 3986 §3.2.3 port beyond 65535", "Host: a:65536"),
                refused(400, "RFC 9112 §6.3 the same Content-Length twice", "Host: a\r\n" + length("0") + length("0")),
                refused(400, "RFC 9112 §6.3 two Content-Lengths", "Host: a\r\n" + length("0") + length("5")),
                refused(400, "RFC 9112 §6.3 list of Content-Lengths", "Host: a\r\n" + length("0, 0")),
                refused(400, "RFC 9110 §8.6 sign", "Host: a\r\n" + length("+0")),
                refused(400, "RFC 9110 §8.6 negative", "Host: a\r\n" + length("-1")),
                refused(400, "RFC 9110 §8.6 hexadecimal", "Host: a\r\n" + length("0x0")),
                refused(400, "RFC 9110 §8.6 empty", "Host: a\r\n" + length("")),
                refused(400, "RFC 9110 §8.6 inner space", "Host: a\r\n" + length("0 0")),
                refused(413, "no body is read here", "Host: a\r\n" + length("1")),
                refused(413, "no body is read here, however long", "Host: a\r\n" + length("9".repeat(40))),
                refused(400, "RFC 9112 §6.1 chunked", "Host: a\r\nTransfer-Encoding: chunked"),
                refused(400, "RFC 9112 §6.1 empty coding", "Host: a\r\nTransfer-Encoding:"),
                refused(400, "RFC 9112 §6.1 twice", "Host: a\r\nTransfer-Encoding: x\r\nTransfer-Encoding: chunked"),
                refused(400, "RFC 9112 §6.3 both", "Host: a\r\n" + length("0") + "Transfer-Encoding: chunked"));
    }

    private static String length(String value) {
        return "Content-Length: " + value + "\r\n";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedFields")
    void fieldsThatContradictEachOtherAreRefused(String clause, int status, String fields) {
        String lines = fields.endsWith("\r\n") ? fields : fields + "\r\n";
        for (String method : new String[] {"GET", "HEAD", "POST"}) {
            Outcome outcome = everyWay(latin1(method + " / HTTP/1.1\r\n" + lines + "\r\n"));

            assertThat(outcome.status()).as(clause).isEqualTo(status);
        }
    }
}
