package dev.stompbridge.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.stompbridge.fuzz.FuzzInput;
import dev.stompbridge.stomp.StompCommand.Sender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames of all versions, whatever they are and however they are cut, and the escapes in their headers. */
class StompFuzz {
    private static final List<StompLimits> LIMITS = List.of(Decoding.LIMITS, new StompLimits(12, 6, 64, 200, 64));
    private static final List<StompVersion> VERSIONS = List.of(StompVersion.values());
    private static final List<HeaderEscaping> ESCAPINGS = List.of(HeaderEscaping.values());

    /** For what was decoded within the limits and then escaped, which makes it up to twice as long. */
    private static final Decoding ROOMY = new Decoding(Sender.CLIENT, new StompLimits(16, 64, 8_192, 65_536, 65_536));

    static Stream<byte[]> streams() throws IOException {
        return CorpusStream.all().stream()
                .flatMap(stream -> Stream.of(FuzzInput.seed(0, stream.bytes()), FuzzInput.seed(3, stream.bytes())));
    }

    static Stream<byte[]> texts() {
        return Stream.of("", "a:b", "\\n\\c\\\\\\r", "\\t", "\\", "a\nb\r\0", " padded ")
                .flatMap(text -> Stream.of(FuzzInput.seed(0, text), FuzzInput.seed(1, text), FuzzInput.seed(2, text)));
    }

    @MethodSource("streams")
    @FuzzTest
    void streamsMeanTheSameHoweverTheyAreCut(byte[] data) {
        FuzzInput input = FuzzInput.of(data);
        StompLimits limits = input.oneOf(LIMITS);
        Decoding decoding = new Decoding(input.choice() < 128 ? Sender.CLIENT : Sender.SERVER, limits);

        Decoding.Outcome whole = decoding.whole(input.bytes());

        assertThat(decoding.inPieces(input.bytes(), input.cut())).isEqualTo(whole);
        assertThat(decoding.byteByByte(input.bytes())).isEqualTo(whole);
        assertThat(whole.frames()).allMatch(frame -> keepsTheLimits(frame, limits));
    }

    @MethodSource("streams")
    @FuzzTest
    void framesOfAClientAreTheSameWhenSentOn(byte[] data) {
        FuzzInput input = FuzzInput.of(data);
        StompVersion spoken = input.oneOf(VERSIONS);
        Decoding.Outcome sent = Decoding.FROM_CLIENT.whole(concat(connect(spoken, StompCommand.STOMP), input.bytes()));
        for (StompFrame frame : sent.frames().subList(1, sent.frames().size())) {
            for (StompVersion version : VERSIONS) {
                arrivesTheSame(frame, version);
            }
        }
    }

    @MethodSource("texts")
    @FuzzTest
    void whatIsEscapedIsTheSameUnescaped(byte[] data) throws StompViolation {
        FuzzInput input = FuzzInput.of(data);
        String text = input.text();
        HeaderEscaping escaping = input.oneOf(ESCAPINGS);
        StringBuilder escaped = new StringBuilder();
        escaping.escape(text, escaped);

        assertThat(escaped.toString()).doesNotContain("\n", "\0", "\r");
        if (escaping.canExpressValue(text)) {
            assertThat(escaping.unescape(escaped.toString())).isEqualTo(text);
        }
        if (escaping.canExpressName(text)) {
            assertThat(escaped.indexOf(":")).isNegative();
            assertThat(escaping.canExpressValue(text)).isTrue();
        }
        assertThat(isUnescaped(escaping, text)).isEqualTo(hasDefinedEscapes(escaping, text));
    }

    private static boolean isUnescaped(HeaderEscaping escaping, String sent) {
        try {
            String text = escaping.unescape(sent);
            assertThat(text.length()).isLessThanOrEqualTo(sent.length());
            return true;
        } catch (StompViolation undefined) {
            return false;
        }
    }

    /** STOMP 1.1 and 1.2 "Value Encoding", read once more. */
    private static boolean hasDefinedEscapes(HeaderEscaping escaping, String sent) {
        String defined = switch (escaping) {
            case LITERAL -> "";
            case V1_1 -> "nc\\";
            case V1_2 -> "rnc\\";
        };
        for (int i = 0; i < sent.length() && !defined.isEmpty(); i++) {
            if (sent.charAt(i) == '\\' && (++i == sent.length() || defined.indexOf(sent.charAt(i)) < 0)) {
                return false;
            }
        }
        return true;
    }

    private static boolean keepsTheLimits(StompFrame frame, StompLimits limits) {
        int bytes = 0;
        for (StompHeader header : frame.headers()) {
            bytes += header.name().length() + header.value().length();
        }
        return frame.headers().size() <= limits.maxHeaders()
                && bytes <= limits.maxHeaderBytes()
                && frame.body().length <= limits.maxBodyBytes();
    }

    /** What a version cannot say is the business of {@link StompEncoder#inexpressibleHeaders}. */
    private static void arrivesTheSame(StompFrame frame, StompVersion version) {
        boolean sayable = StompEncoder.inexpressibleHeaders(frame, version) == 0
                && (frame.body().length == 0 || frame.command().mayHaveBody() || version == StompVersion.V1_0);
        if (!sayable) {
            return;
        }
        byte[] opening = frame.command().opensSession() ? new byte[0] : connect(version, StompCommand.CONNECT);
        byte[] encoded = StompEncoder.encode(frame, version);

        Decoding.Outcome outcome = ROOMY.whole(concat(opening, encoded));

        assertThat(outcome.rule()).isNull();
        assertThat(outcome.frames()).hasSize(opening.length == 0 ? 1 : 2);
        StompFrame received = outcome.frames().get(outcome.frames().size() - 1);
        assertThat(received.command()).isEqualTo(frame.command());
        assertThat(received.body()).isEqualTo(frame.body());
        boolean trims = version == StompVersion.V1_0 && !frame.command().opensSession();
        assertThat(withoutLength(received.headers()))
                .isEqualTo(withoutLength(trims ? frame.headers().withTrimmedValues() : frame.headers()));
    }

    /** The length is the encoder's own. */
    private static List<StompHeader> withoutLength(StompHeaders headers) {
        List<StompHeader> others = new ArrayList<>();
        headers.forEach(header -> {
            if (!header.name().equals("content-length")) {
                others.add(header);
            }
        });
        return others;
    }

    private static byte[] connect(StompVersion version, StompCommand command) {
        return (command + "\naccept-version:" + version.text() + "\n\n\0").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }
}
