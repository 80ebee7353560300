package dev.stompbridge.http;

import static dev.stompbridge.http.HeadSplits.everyWay;
import static dev.stompbridge.http.HeadSplits.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpRequestTest {

    @ParameterizedTest(name = "RFC 9112 §9.3: {0} with Connection: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 | X: y                              | true",
                "HTTP/1.1 | Connection: keep-alive            | true",
                "HTTP/1.1 | Connection: close                 | false",
                "HTTP/1.1 | connection: Keep-Alive , CLOSE    | false",
                "HTTP/1.1 | Connection: closed                | true",
                "HTTP/1.0 | X: y                              | false",
                "HTTP/1.0 | Connection: keep-alive            | true",
                "HTTP/1.0 | Connection: Keep-Alive, close     | false",
            })
    void aConnectionIsKeptByVersionAndOption(String version, String field, boolean kept) {
        HttpRequest request =
                everyWay(head("GET / " + version, "Host: a", field)).request();

        assertThat(request.keepAlive()).isEqualTo(kept);
    }

    @Test
    void aListMayBeSpreadOverLinesAndHoldEmptyElements() {
        HttpHeaders headers = everyWay(head("GET / HTTP/1.1", "Host: a", "L: a, ,B ,", "M: x", "l:\tc"))
                .request()
                .headers();

        assertThat(headers.elements("l")).containsExactly("a", "B", "c");
        assertThat(headers.all("L")).containsExactly("a, ,B ,", "c");
        assertThat(headers.first("L")).isEqualTo("a, ,B ,");
        assertThat(headers.hasToken("L", "b")).isTrue();
        assertThat(headers.hasToken("L", "")).isFalse();
        assertThat(headers.first("N")).isNull();
        assertThat(headers.all("N")).isEmpty();
    }

    @Test
    void theBytesOfAHeadEndWithItsEmptyLine() {
        byte[] head = head("", "GET /a?b=c HTTP/1.1", "Host: a", "X:  y ");

        assertThat(everyWay(head).request().headBytes()).isEqualTo(head.length - "\r\n".length());
    }

    @ParameterizedTest
    @CsvSource({"GET, true", "HEAD, true", "POST, false", "get, false"})
    void whatReadsIsKnownByItsMethod(String method, boolean reads) {
        HttpHeaders none = new HttpHeaders(List.of());

        assertThat(new HttpRequest(method, "/", null, HttpVersion.HTTP_1_1, none).isRead())
                .isEqualTo(reads);
    }

    @Test
    void headIsRecognised() {
        assertThat(everyWay(head("HEAD / HTTP/1.1", "Host: a")).request().isHead())
                .isTrue();
        assertThat(everyWay(head("head / HTTP/1.1", "Host: a")).request().isHead())
                .isFalse();
    }

    @Test
    void aPathBeginsWithASlash() {
        HttpHeaders none = new HttpHeaders(List.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HttpRequest("GET", "*", null, HttpVersion.HTTP_1_1, none));
    }

    @ParameterizedTest
    @CsvSource({"0,1,1", "1,0,1", "1,1,0", "-1,1,1"})
    void limitsArePositive(int bytes, int headers, int target) {
        assertThatIllegalArgumentException().isThrownBy(() -> new HttpLimits(bytes, headers, target));
    }
}
