package dev.stompbridge.websocket;

import static dev.stompbridge.http.HeadSplits.everyWay;
import static dev.stompbridge.http.HeadSplits.latin1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stompbridge.http.HttpHeader;
import dev.stompbridge.http.HttpRequest;
import dev.stompbridge.http.HttpViolation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample arrives as bytes, in every split. */
class HandshakeTest {

    private static final List<String> STOMP = List.of("v12.stomp", "v11.stomp", "v10.stomp");
    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
    private static final List<HttpHeader> WHAT_WOULD_DO =
            List.of(new HttpHeader("Upgrade", "websocket"), new HttpHeader("Sec-WebSocket-Version", "13"));

    /** A whole request, without the field lines that begin as given, and with these in the end. */
    private static HttpRequest request(String requestLine, List<String> without, String... more) {
        List<String> lines = new ArrayList<>(List.of(
                requestLine,
                "Host: server.example.com",
                "Upgrade: websocket",
                "Connection: Upgrade",
                KEY,
                "Sec-WebSocket-Version: 13"));
        lines.removeIf(line -> without.stream().anyMatch(line::startsWith));
        lines.addAll(Arrays.asList(more));
        return everyWay(latin1(String.join("\r\n", lines) + "\r\n\r\n")).request();
    }

    private static HttpRequest with(String... more) {
        return request("GET /stomp HTTP/1.1", List.of("-"), more);
    }

    private static HttpRequest insteadOf(String name, String... more) {
        return request("GET /stomp HTTP/1.1", List.of(name + ":"), more);
    }

    private static HttpViolation refusal(HttpRequest request) {
        return catchThrowableOfType(HttpViolation.class, () -> Handshake.accept(request, STOMP));
    }

    @Test
    void theSampleOfTheRfcGetsItsAnswer() throws HttpViolation {
        HttpRequest sample = with("Origin: http://example.com", "Sec-WebSocket-Protocol: chat, superchat");

        Handshake.Accepted accepted = Handshake.accept(sample, List.of("chat"));
        assertThat(StandardCharsets.ISO_8859_1
                        .decode(accepted.response().encode(false, true))
                        .toString())
                .isEqualTo(String.join(
                        "\r\n",
                        "HTTP/1.1 101 Switching Protocols",
                        "Upgrade: websocket",
                        "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
                        "Sec-WebSocket-Protocol: chat",
                        "Connection: Upgrade",
                        "",
                        ""));
        assertThat(accepted.subprotocol()).isEqualTo("chat");
    }

    static List<Arguments> accepted() {
        return List.of(
                Arguments.of("§4.2.1 item 3, any case", insteadOf("Upgrade", "UPGRADE: WebSocket")),
                Arguments.of("§4.2.1 item 3, a list", insteadOf("Upgrade", "Upgrade: h2c, websocket")),
                Arguments.of("§4.2.1 item 4, any case", insteadOf("Connection", "CONNECTION: uPGRADE")),
                Arguments.of("§4.2.1 item 4, a list", insteadOf("Connection", "Connection: keep-alive, Upgrade")),
                Arguments.of(
                        "§4.2.1 item 4, two lines", insteadOf("Connection", "Connection: x", "Connection: ,Upgrade,")),
                Arguments.of(
                        "§4.2.1 item 5, any 16 bytes", insteadOf(KEY.substring(0, 17), key("/+".repeat(10) + "/w=="))),
                Arguments.of("§4.2.1, HTTP/1.1 or higher", request("GET / HTTP/1.2", List.of("-"))),
                Arguments.of("§4.2.2 item 5, no subprotocol offered", with()),
                Arguments.of("§9.1, extensions are offers", with("Sec-WebSocket-Extensions: permessage-deflate")),
                Arguments.of("§9.1, even odd ones", with("Sec-WebSocket-Extensions: ;;=,\"")),
                Arguments.of("a client that says it has no body", with("Content-Length: 0")));
    }

    private static String key(String value) {
        return "Sec-WebSocket-Key: " + value;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void aRequestOfTheRfcIsAccepted(String clause, HttpRequest request) throws HttpViolation {
        Handshake.Accepted accepted = Handshake.accept(request, STOMP);

        assertThat(accepted.response().status()).as(clause).isEqualTo(101);
        assertThat(accepted.subprotocol()).isNull();
        assertThat(accepted.response().headers())
                .extracting(HttpHeader::name)
                .containsExactly("Upgrade", "Sec-WebSocket-Accept");
    }

    static List<Arguments> noUpgrade() {
        return List.of(
                Arguments.of("§4.2.1 item 3, no Upgrade", insteadOf("Upgrade")),
                Arguments.of("§4.2.1 item 3, another protocol", insteadOf("Upgrade", "Upgrade: h2c")),
                Arguments.of("§4.2.1 item 3, not the token", insteadOf("Upgrade", "Upgrade: websockets")),
                Arguments.of("§4.2.1 item 4, no Connection", insteadOf("Connection")),
                Arguments.of("§4.2.1 item 4, not the token", insteadOf("Connection", "Connection: Upgraded")),
                Arguments.of("§4.2.1 item 4, not in a word", insteadOf("Connection", "Connection: no Upgrade")),
                Arguments.of("§4.2.1 item 1, HTTP/1.0 cannot upgrade", request("GET / HTTP/1.0", List.of("-"))),
                Arguments.of("a page opened in a browser", request("GET /stomp HTTP/1.1", List.of("U", "C", "S"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noUpgrade")
    void aRequestThatIsNoUpgradeIsToldToBeOne(String clause, HttpRequest request) {
        HttpViolation violation = refusal(request);

        assertThat(violation.status()).as(clause).isEqualTo(426);
        assertThat(violation.headers()).isEqualTo(WHAT_WOULD_DO);
    }

    @ParameterizedTest(name = "§4.4: version {0}")
    @CsvSource({"8", "7", "0", "14", "013", "13.0", "'13, 8'", "''", "x"})
    void anotherVersionIsAnsweredWithTheOneThatIsSpoken(String version) {
        HttpViolation violation = refusal(insteadOf("Sec-WebSocket-Version", "Sec-WebSocket-Version: " + version));

        assertThat(violation.status()).isEqualTo(426);
        assertThat(violation.headers()).isEqualTo(WHAT_WOULD_DO);
    }

    @Test
    void noVersionIsAnsweredWithTheOneThatIsSpoken() {
        assertThat(refusal(insteadOf("Sec-WebSocket-Version")).status()).isEqualTo(426);
    }

    static List<Arguments> malformed() {
        return List.of(
                Arguments.of("§11.3.5, version twice", with("Sec-WebSocket-Version: 13")),
                Arguments.of("§4.2.1 item 5, no key", insteadOf("Sec-WebSocket-Key")),
                Arguments.of("§11.3.1, key twice", with(KEY)),
                Arguments.of("§4.2.1 item 5, empty key", insteadOf("Sec-WebSocket-Key", key(""))),
                Arguments.of("§4.2.1 item 5, 15 bytes", insteadOf("Sec-WebSocket-Key", key("a".repeat(20)))),
                Arguments.of("§4.2.1 item 5, 17 bytes", insteadOf("Sec-WebSocket-Key", key("a".repeat(23) + "="))),
                Arguments.of("§4.2.1 item 5, 18 bytes", insteadOf("Sec-WebSocket-Key", key("a".repeat(24)))),
                Arguments.of("§4.2.1 item 5, no padding", insteadOf("Sec-WebSocket-Key", key("a".repeat(22)))),
                Arguments.of(
                        "§4.2.1 item 5, too much padding", insteadOf("Sec-WebSocket-Key", key("a".repeat(21) + "==="))),
                Arguments.of(
                        "§4.2.1 item 5, URL alphabet", insteadOf("Sec-WebSocket-Key", key("-_".repeat(10) + "-w=="))),
                Arguments.of(
                        "§4.2.1 item 5, inner space", insteadOf("Sec-WebSocket-Key", key("aaaaaaaaaa aaaaaaaaaaa=="))),
                Arguments.of(
                        "§4.2.1 item 5, beyond ASCII", insteadOf("Sec-WebSocket-Key", key("\u00e4".repeat(22) + "=="))),
                Arguments.of("§4.1 item 10, no element", with("Sec-WebSocket-Protocol:")),
                Arguments.of("§4.1 item 10, commas alone", with("Sec-WebSocket-Protocol: , ,")),
                Arguments.of("§4.1 item 10, the same twice", with("Sec-WebSocket-Protocol: v12.stomp, v12.stomp")),
                Arguments.of(
                        "§4.1 item 10, the same in two lines",
                        with("Sec-WebSocket-Protocol: v12.stomp", "Sec-WebSocket-Protocol: v12.stomp")),
                Arguments.of("§4.1 item 10, no token", with("Sec-WebSocket-Protocol: v12.stomp, a b")),
                Arguments.of("§4.1 item 10, separator", with("Sec-WebSocket-Protocol: v12.stomp, http://x")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void aMalformedHandshakeIsABadRequest(String clause, HttpRequest request) {
        assertThat(refusal(request).status()).as(clause).isEqualTo(400);
    }

    @ParameterizedTest(name = "§4.2.1 item 1: {0}")
    @CsvSource({"POST,405", "HEAD,405", "OPTIONS,405", "get,501", "PROPFIND,501"})
    void onlyGetOpensAWebSocket(String method, int status) {
        HttpViolation violation = refusal(request(method + " /stomp HTTP/1.1", List.of("-")));

        assertThat(violation.status()).isEqualTo(status);
        List<HttpHeader> allow = List.of(new HttpHeader("Allow", "GET"));
        assertThat(violation.headers()).isEqualTo(status == 405 ? allow : List.of());
    }

    @ParameterizedTest(name = "§4.2.2 item 5: of \"{0}\" comes {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "v12.stomp, v11.stomp, v10.stomp | v12.stomp",
                "v10.stomp, v11.stomp, v12.stomp | v10.stomp",
                "mqtt, v11.stomp                 | v11.stomp",
                "v11.stomp,v12.stomp,mqtt        | v11.stomp",
                ", v12.stomp ,                   | v12.stomp",
                "mqtt                            | -",
                "V12.STOMP                       | -",
                "v12.stomp2                      | -",
            })
    void theFirstSupportedSubprotocolInTheClientsOrderIsChosen(String offered, String chosen) throws HttpViolation {
        Handshake.Accepted accepted = Handshake.accept(with("Sec-WebSocket-Protocol: " + offered), STOMP);

        assertThat(accepted.subprotocol()).isEqualTo(chosen);
        List<String> sent = accepted.response().headers().stream()
                .filter(header -> header.name().equals("Sec-WebSocket-Protocol"))
                .map(HttpHeader::value)
                .toList();
        assertThat(sent).isEqualTo(chosen == null ? List.of() : List.of(chosen));
    }

    @Test
    void subprotocolsMayStandInSeveralLines() throws HttpViolation {
        HttpRequest request = with("Sec-WebSocket-Protocol: mqtt", "Sec-WebSocket-Protocol: v10.stomp, v12.stomp");

        assertThat(Handshake.accept(request, STOMP).subprotocol()).isEqualTo("v10.stomp");
    }

    @Test
    void bytesGluedBehindTheUpgradeAreRefused() {
        ByteBuffer nothing = ByteBuffer.allocate(0);
        ByteBuffer something = ByteBuffer.wrap(new byte[1]);

        assertThatCode(() -> Handshake.refuseGluedBytes(nothing)).doesNotThrowAnyException();
        HttpViolation violation =
                catchThrowableOfType(HttpViolation.class, () -> Handshake.refuseGluedBytes(something));
        assertThat(violation.status()).isEqualTo(400);
    }
}
