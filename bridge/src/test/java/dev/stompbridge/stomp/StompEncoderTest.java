package dev.stompbridge.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written for a receiver of each version. */
class StompEncoderTest {
    private static final String TRUE_LENGTH = "SEND^Jcontent-length:2^J^Jhi^@";

    static Stream<Arguments> headers() {
        return Stream.of(
                arguments("1.2 Value Encoding", "k", "a:b\\c\nd\re", StompVersion.V1_2, "k:a\\cb\\\\c\\nd\\re^J"),
                arguments("1.1 Value Encoding", "k", "a:b\\c\nd", StompVersion.V1_1, "k:a\\cb\\\\c\\nd^J"),
                arguments("1.0 has no escapes", "k", "a:b\\c", StompVersion.V1_0, "k:a:b\\c^J"),
                arguments(
                        "1.2 Value Encoding: names", "a:b\\c\nd\re", "v", StompVersion.V1_2, "a\\cb\\\\c\\nd\\re:v^J"),
                arguments("1.1 Value Encoding: names", "a:b\\c\nd", "v", StompVersion.V1_1, "a\\cb\\\\c\\nd:v^J"),
                arguments("1.1 has no escape for CR", "k", "a\r\nb", StompVersion.V1_1, "k:a \\nb^J"),
                arguments("1.1 has no escape for CR", "a\rb", "v", StompVersion.V1_1, ""),
                arguments("1.0 cannot hold line ends", "k", "a\nb\r\nc", StompVersion.V1_0, "k:a b  c^J"),
                arguments("1.0 cannot hold line ends", "a\nb", "v", StompVersion.V1_0, ""),
                arguments("1.0 cannot hold line ends", "a\rb", "v", StompVersion.V1_0, ""),
                arguments("1.0 splits at the first colon", "a:b", "v", StompVersion.V1_0, ""),
                arguments("1.0 receivers trim names", " k", "v", StompVersion.V1_0, ""),
                arguments("1.0 receivers trim names", "k\t", "v", StompVersion.V1_0, ""),
                arguments("1.2 Value Encoding: never pad", " k ", " v ", StompVersion.V1_2, " k : v ^J"),
                arguments("no version has NUL", "k", "a\0b", StompVersion.V1_2, "k:a b^J"),
                arguments("no version has NUL", "k", "a\0b", StompVersion.V1_1, "k:a b^J"),
                arguments("no version has NUL", "k", "a\0b", StompVersion.V1_0, "k:a b^J"),
                arguments("no version has NUL", "a\0b", "v", StompVersion.V1_2, ""),
                arguments("no version has NUL", "a\0b", "v", StompVersion.V1_1, ""),
                arguments("no version has NUL", "a\0b", "v", StompVersion.V1_0, ""),
                arguments(
                        "1.2 Value Encoding: UTF-8",
                        "é",
                        "€😀",
                        StompVersion.V1_2,
                        "^xC3^xA9:^xE2^x82^xAC^xF0^x9F^x98^x80^J"),
                arguments("RFC 3629 §3: no surrogates", "k", "a\ud83db", StompVersion.V1_2, "k:a?b^J"),
                arguments("empty value", "k", "", StompVersion.V1_2, "k:^J"));
    }

    @ParameterizedTest(name = "{0}, {3}")
    @MethodSource("headers")
    void headerIsWrittenAsTheVersionHasIt(
            String clause, String name, String value, StompVersion version, String expected) {
        StompFrame frame = StompFrame.of(StompCommand.MESSAGE, StompHeaders.of(name, value));

        assertThat(CaretNotation.text(StompEncoder.encode(frame, version)))
                .as(clause)
                .isEqualTo("MESSAGE^J" + expected + "^J^@");
    }

    @ParameterizedTest
    @EnumSource(
            value = StompCommand.class,
            names = {"CONNECT", "STOMP", "CONNECTED"})
    void openingFramesAreNeverEscaped(StompCommand command) {
        StompFrame frame = StompFrame.of(command, StompHeaders.of("k", "a:\\\nb", "c:d", "v"));

        for (StompVersion version : StompVersion.values()) {
            assertThat(CaretNotation.text(StompEncoder.encode(frame, version))).isEqualTo(command + "^Jk:a:\\ b^J^J^@");
        }
    }

    static Stream<Arguments> injections() {
        return Stream.of(
                // The value of a header of a 1.2 sender, as sent, and what receivers of 1.0, 1.1 and 1.2 read.
                arguments("a\\nmessage-id:evil", "a message-id:evil", "a^Jmessage-id:evil", "a^Jmessage-id:evil"),
                arguments("a\\r\\nb\\cc", "a  b:c", "a ^Jb:c", "a^M^Jb:c"),
                arguments("a\\n\\nbody", "a  body", "a^J^Jbody", "a^J^Jbody"),
                arguments("\\r\\r", "", "  ", "^M^M"),
                arguments("a\\\\nb", "a\\nb", "a\\nb", "a\\nb"),
                arguments("a\\\\\\nb", "a\\ b", "a\\^Jb", "a\\^Jb"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("injections")
    void valueFrom1_2StaysOneValueAtEveryReceiver(String sent, String at1_0, String at1_1, String at1_2) {
        StompFrame received = received("k:" + sent);

        assertThat(relayed(received, StompVersion.V1_0)).isEqualTo("MESSAGE {k=" + at1_0 + "} x");
        assertThat(relayed(received, StompVersion.V1_1)).isEqualTo("MESSAGE {k=" + at1_1 + "} x");
        assertThat(relayed(received, StompVersion.V1_2)).isEqualTo("MESSAGE {k=" + at1_2 + "} x");
    }

    static Stream<Arguments> nameInjections() {
        return Stream.of(
                // The name of a header of a 1.2 sender, as sent, and the headers that receivers of 1.0, 1.1 and 1.2
                // read.
                arguments("message-id\\cevil", "{}", "{message-id:evil=v}", "{message-id:evil=v}"),
                arguments("a\\nmessage-id", "{}", "{a^Jmessage-id=v}", "{a^Jmessage-id=v}"),
                arguments("a\\rb", "{}", "{}", "{a^Mb=v}"),
                arguments(" message-id", "{}", "{ message-id=v}", "{ message-id=v}"),
                arguments("a\\\\cb", "{a\\cb=v}", "{a\\cb=v}", "{a\\cb=v}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nameInjections")
    void nameFrom1_2IsTheSameNameAtEveryReceiverOrAbsent(String sent, String at1_0, String at1_1, String at1_2) {
        StompFrame received = received(sent + ":v");

        assertThat(relayed(received, StompVersion.V1_0)).isEqualTo("MESSAGE " + at1_0 + " x");
        assertThat(relayed(received, StompVersion.V1_1)).isEqualTo("MESSAGE " + at1_1 + " x");
        assertThat(relayed(received, StompVersion.V1_2)).isEqualTo("MESSAGE " + at1_2 + " x");
    }

    /** The SEND of a 1.2 client with this header line. */
    private static StompFrame received(String headerLine) {
        byte[] bytes = CaretNotation.bytes("CONNECT\naccept-version:1.2\n\n^@SEND\n" + headerLine + "\n\nx^@");
        return Decoding.FROM_CLIENT.whole(bytes).frames().get(1);
    }

    /** What a client of this version reads when the frame is relayed to it as a MESSAGE. */
    private static String relayed(StompFrame sent, StompVersion version) {
        StompFrame message = new StompFrame(StompCommand.MESSAGE, sent.headers(), sent.body());
        String connected = "CONNECTED\nversion:" + version.text() + "\n\n^@";
        byte[] encoded = StompEncoder.encode(message, version);
        Decoding.Outcome outcome =
                Decoding.FROM_SERVER.whole(CaretNotation.bytes(connected + CaretNotation.text(encoded)));
        assertThat(outcome.lines()).hasSize(2);
        return outcome.lines().get(1);
    }

    static Stream<Arguments> lengths() {
        return Stream.of(
                arguments("1.2 Header content-length: MAY be left out", StompHeaders.of(), "hi", "SEND^J^Jhi^@"),
                arguments("1.2 Header content-length", StompHeaders.of("content-length", "2"), "hi", TRUE_LENGTH),
                arguments("a wrong length is put right", StompHeaders.of("content-length", "99"), "hi", TRUE_LENGTH),
                arguments(
                        "repeated lengths become one",
                        StompHeaders.of("content-length", "2", "content-length", "3"),
                        "hi",
                        TRUE_LENGTH),
                arguments(
                        "1.2 Header content-length: NUL octets MUST have it",
                        StompHeaders.of("k", "v"),
                        "h\0i",
                        "SEND^Jk:v^Jcontent-length:3^J^Jh^@i^@"),
                arguments(
                        "octets, not characters",
                        StompHeaders.of("content-length", ""),
                        "€",
                        "SEND^Jcontent-length:3^J^J^xE2^x82^xAC^@"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lengths")
    void contentLengthIsTrueOrAbsent(String clause, StompHeaders headers, String body, String expected) {
        StompFrame frame = new StompFrame(StompCommand.SEND, headers, body.getBytes(StandardCharsets.UTF_8));

        assertThat(CaretNotation.text(StompEncoder.encode(frame, StompVersion.V1_2)))
                .as(clause)
                .isEqualTo(expected);
    }

    @Test
    void headBodyAndNulMakeTheFrame() {
        StompFrame frame = new StompFrame(
                StompCommand.MESSAGE,
                StompHeaders.of("destination", "/topic/a", "content-length", "5"),
                new byte[] {1, 0, 2, 0, 3});

        String head = CaretNotation.text(StompEncoder.encodeHead(frame, StompVersion.V1_2));

        assertThat(head).isEqualTo("MESSAGE^Jdestination:/topic/a^Jcontent-length:5^J^J");
        assertThat(CaretNotation.text(StompEncoder.encode(frame, StompVersion.V1_2)))
                .isEqualTo(head + "^A^@^B^@^C^@");
    }

    @Test
    void startOfASubscriptionAndASharedTailMakeTheFrame() {
        StompFrame frame = new StompFrame(
                StompCommand.MESSAGE,
                StompHeaders.of("message-id", "7", "subscription", "x", "destination", "/topic/a"),
                new byte[] {'b'});

        assertThat(CaretNotation.text(StompEncoder.encodeSubscription("sub:0", StompVersion.V1_2)))
                .isEqualTo("MESSAGE^Jsubscription:sub\\c0^J");
        assertThat(CaretNotation.text(StompEncoder.encodeSubscription("sub:0", StompVersion.V1_0)))
                .isEqualTo("MESSAGE^Jsubscription:sub:0^J");
        assertThat(CaretNotation.text(StompEncoder.encodeTail(frame, StompVersion.V1_2)))
                .isEqualTo("message-id:7^Jdestination:/topic/a^J^Jb^@");
    }

    @Test
    void headersThatAVersionCannotExpressAreCounted() {
        StompFrame frame = StompFrame.of(
                StompCommand.MESSAGE,
                StompHeaders.of("plain", "a b", "line", "a\nb", "return", "a\rb", "a:b", "x", "nul", "a\0b"));

        assertThat(StompEncoder.inexpressibleHeaders(frame, StompVersion.V1_0)).isEqualTo(4);
        assertThat(StompEncoder.inexpressibleHeaders(frame, StompVersion.V1_1)).isEqualTo(2);
        assertThat(StompEncoder.inexpressibleHeaders(frame, StompVersion.V1_2)).isEqualTo(1);
    }
}
