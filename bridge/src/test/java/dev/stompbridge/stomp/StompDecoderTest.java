package dev.stompbridge.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of frames, clause by clause. Each case is decoded whole, byte by byte and at every cut into two. */
class StompDecoderTest {
    private static final String STRAY_CR = "! A carriage return must be followed by a line feed.";
    private static final String UNKNOWN_COMMAND = "! A frame must begin with a command that its sender may send.";
    private static final String NO_COLON = "! A header line must contain a colon.";
    private static final String BAD_ESCAPE = "! A header must not contain an undefined escape.";
    private static final String NOT_UTF8 = "! The command and the headers must be UTF-8.";
    private static final String NO_BLANK_LINE = "! A blank line must end the headers before the NUL.";
    private static final String BODY_FORBIDDEN = "! Only SEND, MESSAGE and ERROR may have a body.";
    private static final String NO_NUL = "! A NUL must follow the body.";

    private static final List<String> ALL = List.of("1.0", "1.1", "1.2");
    private static final List<String> ESCAPING = List.of("1.1", "1.2");

    static Stream<Arguments> clauses() {
        return Stream.of(
                // Commands
                arguments("1.2 Client Frames", ALL, "SEND\n\n^@", "SEND {}"),
                arguments("1.2 STOMP Frames: case-sensitive", ALL, "send\n\n^@", UNKNOWN_COMMAND),
                arguments("1.2 Augmented BNF: command", ALL, "SENDX\n\n^@", UNKNOWN_COMMAND),
                arguments("1.2 Augmented BNF: command", ALL, "SEN\n\n^@", UNKNOWN_COMMAND),
                arguments("1.2 Augmented BNF: command", ALL, " SEND\n\n^@", UNKNOWN_COMMAND),
                arguments("1.2 Augmented BNF: command", ALL, "SEND \n\n^@", UNKNOWN_COMMAND),
                arguments("1.2 Augmented BNF: command", ALL, "S^xFFND\n\n^@", NOT_UTF8),
                arguments("1.2 Server Frames: not from clients", ALL, "MESSAGE\n\n^@", UNKNOWN_COMMAND),
                arguments("1.2 Augmented BNF: EOL after command", ALL, "SEND^@", NO_BLANK_LINE),
                // Line ends
                arguments("1.2 STOMP Frames: EOL", ALL, "SEND\r\nk:v\r\n\r\nbody^@", "SEND {k=v} body"),
                arguments("1.2 STOMP Frames: EOL", ALL, "SEND\nk:v\r\n\nbody\r\n^@", "SEND {k=v} body^M^J"),
                arguments("1.2 Augmented BNF: EOL", ALL, "SEND\r\r\n\n^@", STRAY_CR),
                arguments("1.2 Augmented BNF: EOL", ALL, "SE\rND\n\n^@", STRAY_CR),
                arguments("1.2 Augmented BNF: frame", ALL, "\rSEND\n\n^@", STRAY_CR),
                arguments("1.2 Augmented BNF: frame", ALL, "\r\r\nSEND\n\n^@", STRAY_CR),
                arguments("1.2 Augmented BNF: header-value", List.of("1.2"), "SEND\nk:a\rb\n\n^@", STRAY_CR),
                arguments("1.2 Augmented BNF: header-value", List.of("1.2"), "SEND\nk:a\r\r\n\n^@", STRAY_CR),
                arguments("1.2 Augmented BNF: header-name", List.of("1.2"), "SEND\n\rk:a\n\n^@", STRAY_CR),
                arguments("1.1 Augmented BNF: header-value", List.of("1.1"), "SEND\nk:a\rb\n\n^@", "SEND {k=a^Mb}"),
                arguments("1.1 Augmented BNF: header-value", List.of("1.1"), "SEND\nk:\r\r\r\n\n^@", "SEND {k=^M^M}"),
                arguments("1.0 Augmented BNF: header-value", List.of("1.0"), "SEND\nk:a\rb\n\n^@", "SEND {k=a^Mb}"),
                // Header lines
                arguments("1.2 STOMP Frames: key:value", ALL, "SEND\nk\n\n^@", NO_COLON),
                arguments(
                        "1.2 Augmented BNF: header-name", ALL, "SEND\n:v\n\n^@", "! A header name must not be empty."),
                arguments("1.2 Augmented BNF: header-value", ALL, "SEND\nk:\n\n^@", "SEND {k=}"),
                arguments("1.2 STOMP Frames: case-sensitive", ALL, "SEND\nK:1\nk:2\n\n^@", "SEND {K=1, k=2}"),
                arguments("raw colons belong to the value", ALL, "SEND\nk:ID:a:1\n\n^@", "SEND {k=ID:a:1}"),
                arguments(
                        "1.2 Value Encoding: UTF-8",
                        ALL,
                        "SEND\nk:é€😀\n\n^@",
                        "SEND {k=^xC3^xA9^xE2^x82^xAC^xF0^x9F^x98^x80}"),
                arguments("1.2 Value Encoding: UTF-8", ALL, "SEND\nk:^xFF\n\n^@", NOT_UTF8),
                arguments("RFC 3629 §3: overlong", ALL, "SEND\nk:^xC0^xAF\n\n^@", NOT_UTF8),
                arguments("RFC 3629 §3: surrogates", ALL, "SEND\nk:^xED^xA0^x80\n\n^@", NOT_UTF8),
                arguments("RFC 3629 §3: cut short", ALL, "SEND\nk:^xE2^x82\n\n^@", NOT_UTF8),
                arguments("1.2 STOMP Frames: blank line", ALL, "DISCONNECT\nreceipt:77\n^@", NO_BLANK_LINE),
                arguments("1.2 STOMP Frames: blank line", ALL, "SEND\nk:a^@b\n\n^@", NO_BLANK_LINE),
                arguments(
                        "1.2 Repeated Header Entries",
                        ALL,
                        "SEND\nfoo:World\nfoo:Hello\n\n^@",
                        "SEND {foo=World, foo=Hello}"),
                // Escapes
                arguments("1.1 Value Encoding", ESCAPING, "SEND\n\\ck\\n:\\n\\c\\\\\n\n^@", "SEND {:k^J=^J:\\}"),
                arguments("1.1 Value Encoding", ESCAPING, "SEND\nk:a\\\\nb\n\n^@", "SEND {k=a\\nb}"),
                arguments("1.2 Value Encoding", List.of("1.2"), "SEND\nk\\r:a\\rb\n\n^@", "SEND {k^M=a^Mb}"),
                arguments("1.1 Value Encoding: undefined", List.of("1.1"), "SEND\nk:a\\rb\n\n^@", BAD_ESCAPE),
                arguments("1.2 Value Encoding: undefined", ESCAPING, "SEND\nk:a\\tb\n\n^@", BAD_ESCAPE),
                arguments("1.2 Value Encoding: undefined", ESCAPING, "SEND\nk:a\\Nb\n\n^@", BAD_ESCAPE),
                arguments("1.2 Value Encoding: undefined", ESCAPING, "SEND\nk:a\\\n\n^@", BAD_ESCAPE),
                arguments("1.2 Value Encoding: undefined", ESCAPING, "SEND\nk\\:a\n\n^@", BAD_ESCAPE),
                arguments("1.0 knows no escapes", List.of("1.0"), "SEND\nk\\c:\\n\\t\\\n\n^@", "SEND {k\\c=\\n\\t\\}"),
                arguments("1.2 Value Encoding: never trim", ESCAPING, "SEND\n k : v \t\n\n^@", "SEND { k = v ^I}"),
                arguments("1.0 pads values", List.of("1.0"), "SEND\n k : \tv w \t\n\n^@", "SEND { k =v w}"),
                // Bodies
                arguments("1.0 SEND: first NUL ends", ALL, "SEND\n\na^@SEND\n\nb^@", "SEND {} a; SEND {} b"),
                arguments(
                        "1.2 content-length: NULs",
                        ALL,
                        "SEND\ncontent-length:3\n\na^@b^@",
                        "SEND {content-length=3} a^@b"),
                arguments("1.2 content-length: 0", ALL, "SEND\ncontent-length:0\n\n^@", "SEND {content-length=0}"),
                arguments("1.2 content-length: NUL ends", ALL, "SEND\ncontent-length:1\n\nab^@", NO_NUL),
                arguments("1.2 content-length: NUL ends", ALL, "SEND\ncontent-length:0\n\na^@", NO_NUL),
                arguments(
                        "1.2 Repeated Header Entries",
                        ALL,
                        "SEND\ncontent-length:1\ncontent-length:5\n\na^@",
                        "SEND {content-length=1, content-length=5} a"),
                arguments("1.2 Body", ESCAPING, "SUBSCRIBE\n\na^@", BODY_FORBIDDEN),
                arguments("1.2 Body", ESCAPING, "BEGIN\ncontent-length:1\n\n", BODY_FORBIDDEN),
                arguments(
                        "1.2 Header content-length: all frames",
                        ALL,
                        "BEGIN\ncontent-length:0\n\n^@",
                        "BEGIN {content-length=0}"),
                arguments("1.0 SUBSCRIBE: body ignored", List.of("1.0"), "SUBSCRIBE\n\na^@", "SUBSCRIBE {} a"),
                // Between frames
                arguments(
                        "1.2 STOMP Frames: EOLs after NUL",
                        ALL,
                        "BEGIN\n\n^@\n\r\n\nBEGIN\n\n^@",
                        "BEGIN {}; BEGIN {}"),
                arguments(
                        "1.2 STOMP Frames: only EOLs",
                        ALL,
                        "BEGIN\n\n^@ \nBEGIN\n\n^@",
                        "BEGIN {}; " + UNKNOWN_COMMAND),
                arguments("1.2 STOMP Frames: only EOLs", ALL, "BEGIN\n\n^@^@", "BEGIN {}; " + NO_BLANK_LINE));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("clauses")
    void framesFromClientsFollowTheClause(String clause, List<String> versions, String sent, String expected) {
        for (String version : versions) {
            byte[] bytes = CaretNotation.bytes("CONNECT\naccept-version:" + version + "\n\n^@" + sent);

            Decoding.Outcome outcome = Decoding.FROM_CLIENT.atEveryCut(bytes);

            assertThat(String.join("; ", outcome.lines()))
                    .as("%s, spoken in %s", clause, version)
                    .isEqualTo("CONNECT {accept-version=" + version + "}; " + expected);
        }
    }

    static Stream<Arguments> openings() {
        return Stream.of(
                arguments("no version: 1.0", "CONNECT\n\n^@", "\\n"),
                arguments("1.0", "CONNECT\naccept-version:1.0\n\n^@", "\\n"),
                arguments("1.1", "CONNECT\naccept-version:1.0,1.1\n\n^@", "^J"),
                arguments("the highest in common", "CONNECT\naccept-version:2.0,1.2,1.1\n\n^@", "^J"),
                arguments("STOMP is handled as CONNECT", "STOMP\naccept-version:1.2\n\n^@", "^J"),
                arguments(
                        "the first accept-version counts",
                        "CONNECT\naccept-version:1.2\naccept-version:1.0\n\n^@",
                        "^J"),
                arguments("none in common: the session ends it", "CONNECT\naccept-version:9.9\n\n^@", "\\n"),
                arguments("not connected: the session ends it", "", "\\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("openings")
    void frameBehindTheConnectIsReadInTheNegotiatedVersion(String name, String opening, String newline) {
        byte[] bytes = CaretNotation.bytes(opening + "SEND\nk:\\n\n\n^@");

        List<String> lines = Decoding.FROM_CLIENT.atEveryCut(bytes).lines();

        assertThat(lines.get(lines.size() - 1)).isEqualTo("SEND {k=" + newline + "}");
    }

    static Stream<Arguments> connects() {
        return Stream.of(
                arguments(
                        "1.2 Value Encoding: CONNECT",
                        "CONNECT\naccept-version:1.2\npasscode: a:\\t\\c \n\n^@",
                        "CONNECT {accept-version=1.2, passcode= a:\\t\\c }"),
                arguments(
                        "1.2 Value Encoding: STOMP",
                        "STOMP\naccept-version:1.2\npasscode:\\t\n\n^@",
                        "STOMP {accept-version=1.2, passcode=\\t}"),
                arguments(
                        "1.0 CONNECT: padding",
                        "CONNECT\nlogin: ann\npasscode:a b\n          \n^@",
                        "! A header line must contain a colon."),
                arguments(
                        "1.0 CONNECT: padding",
                        "CONNECT\nlogin: ann\npasscode:a b \n\n^@",
                        "CONNECT {login=ann, passcode=a b}"),
                arguments("1.2 Augmented BNF: header-value", "CONNECT\nlogin:a\rb\n\n^@", STRAY_CR),
                arguments(
                        "1.2 STOMP Frames: EOL",
                        "CONNECT\r\naccept-version:1.1\r\n\r\n^@\r\n",
                        "CONNECT {accept-version=1.1}"),
                arguments("1.2 Body", "CONNECT\naccept-version:1.1\n\n\n^@", BODY_FORBIDDEN),
                arguments("1.0 has bodies ignored", "CONNECT\n\n\n^@", "CONNECT {} ^J"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("connects")
    void connectIsTakenLiterally(String clause, String sent, String expected) {
        assertThat(Decoding.FROM_CLIENT.atEveryCut(CaretNotation.bytes(sent)).lines())
                .as(clause)
                .containsExactly(expected);
    }

    static Stream<Arguments> serverFrames() {
        return Stream.of(
                arguments(
                        "1.2 MESSAGE",
                        "CONNECTED\nversion:1.2\n\n^@MESSAGE\nk:\\r\n\na^@",
                        "CONNECTED {version=1.2}; MESSAGE {k=^M} a"),
                arguments(
                        "1.1 MESSAGE",
                        "CONNECTED\nversion:1.1\n\n^@MESSAGE\nk:\\r\n\na^@",
                        "CONNECTED {version=1.1}; " + BAD_ESCAPE),
                arguments(
                        "1.0 MESSAGE",
                        "CONNECTED\nsession: 7\n\n^@MESSAGE\nk:\\r\n\na^@",
                        "CONNECTED {session=7}; MESSAGE {k=\\r} a"),
                arguments(
                        "1.2 Value Encoding: CONNECTED",
                        "CONNECTED\nversion:1.2\nserver:a:\\t\n\n^@",
                        "CONNECTED {version=1.2, server=a:\\t}"),
                arguments(
                        "1.2 CONNECTED Frame",
                        "CONNECTED\nversion:2.0\n\n^@",
                        "! The version of CONNECTED must be 1.0, 1.1 or 1.2."),
                arguments("1.2 Protocol Negotiation", "ERROR\nversion:1.2,2.1\n\nno^@", "ERROR {version=1.2,2.1} no"),
                arguments(
                        "1.2 RECEIPT",
                        "CONNECTED\nversion:1.2\n\n^@RECEIPT\nreceipt-id:7\n\na^@",
                        "CONNECTED {version=1.2}; " + BODY_FORBIDDEN),
                arguments("1.2 Client Frames", "SEND\n\n^@", UNKNOWN_COMMAND));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("serverFrames")
    void framesFromServersFollowTheClause(String clause, String sent, String expected) {
        assertThat(String.join(
                        "; ",
                        Decoding.FROM_SERVER
                                .atEveryCut(CaretNotation.bytes(sent))
                                .lines()))
                .as(clause)
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(StompCommand.class)
    void eachCommandIsKnownToTheSideThatReceivesIt(StompCommand command) {
        byte[] bytes = CaretNotation.bytes(command + "\n\n^@");
        Decoding receiver = command.isSentByClient() ? Decoding.FROM_CLIENT : Decoding.FROM_SERVER;
        Decoding other = command.isSentByClient() ? Decoding.FROM_SERVER : Decoding.FROM_CLIENT;

        assertThat(receiver.whole(bytes).lines()).containsExactly(command + " {}");
        assertThat(other.whole(bytes).lines()).containsExactly(UNKNOWN_COMMAND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\n\n\n", "\r\n\n", "BEGIN\n\n^@\n"})
    void lineEndsBetweenFramesAreHeartBeats(String sent) {
        assertThat(Decoding.FROM_CLIENT.atEveryCut(CaretNotation.bytes(sent)).heartBeat())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r", "SEND\r\n\r\n", "SEND\n\n\n\n^@"})
    void lineEndsInsideFramesAreNoHeartBeats(String sent) {
        assertThat(Decoding.FROM_CLIENT.atEveryCut(CaretNotation.bytes(sent)).heartBeat())
                .isFalse();
    }

    @Test
    void framesBeforeAViolationAreDelivered() {
        byte[] bytes = CaretNotation.bytes("CONNECT\n\n^@BEGIN\n\n^@NONSENSE\n\n^@COMMIT\n\n^@");

        assertThat(Decoding.FROM_CLIENT.atEveryCut(bytes).lines())
                .containsExactly("CONNECT {}", "BEGIN {}", UNKNOWN_COMMAND);
    }
}
