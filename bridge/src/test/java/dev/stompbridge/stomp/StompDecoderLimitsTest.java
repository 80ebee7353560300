package dev.stompbridge.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.stompbridge.stomp.StompCommand.Sender;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** STOMP 1.2 "Size Limits": each limit holds exactly, and nothing is stored beyond it. */
class StompDecoderLimitsTest {
    /** Command 11, headers 3, header line 10, all headers 24, body 5. */
    private static final Decoding TIGHT = new Decoding(Sender.CLIENT, new StompLimits(11, 3, 10, 24, 5));

    static Stream<Arguments> limits() {
        return Stream.of(
                arguments("UNSUBSCRIBE\n\n^@", "UNSUBSCRIBEX", "! The command line must not be longer than the limit."),
                arguments(
                        "UNSUBSCRIBE\r\n\n^@",
                        "UNSUBSCRIBE\r\r",
                        "! A carriage return must be followed by a line feed."),
                arguments(
                        "SEND\na:\nb:\nc:\n\n^@",
                        "SEND\na:\nb:\nc:\nd",
                        "! A frame must not have more headers than the limit."),
                arguments(
                        "SEND\na:\na:\na:\n\n^@",
                        "SEND\na:\na:\na:\n\r\r",
                        "! A frame must not have more headers than the limit."),
                arguments(
                        "SEND\na:34567890\n\n^@",
                        "SEND\na:345678901",
                        "! A header line must not be longer than the limit."),
                arguments(
                        "SEND\na:3456\r890\n\n^@",
                        "SEND\na:3456\r8901",
                        "! A header line must not be longer than the limit."),
                arguments(
                        "SEND\na:é789€\n\n^@", "SEND\na:é789€a", "! A header line must not be longer than the limit."),
                arguments(
                        "SEND\na:34567890\nb:34567890\nc:34\n\n^@",
                        "SEND\na:34567890\nb:34567890\nc:345",
                        "! The headers of a frame must not be longer than the limit."),
                arguments(
                        "SEND\na:34567890\nb:345678\nc:3456\n\n^@",
                        "SEND\na:34567890\nb:345678\nc:34567",
                        "! The headers of a frame must not be longer than the limit."),
                arguments("SEND\n\n12345^@", "SEND\n\n123456", "! The body must not be longer than the limit."));
    }

    @ParameterizedTest(name = "{2} {0}")
    @MethodSource("limits")
    void limitHoldsExactly(String atLimit, String beyond, String rule) {
        assertThat(TIGHT.atEveryCut(CaretNotation.bytes(atLimit)).frames()).hasSize(1);
        assertThat(TIGHT.atEveryCut(CaretNotation.bytes(beyond)).lines()).containsExactly(rule);
        assertThat(TIGHT.atEveryCut(CaretNotation.bytes(beyond + "x".repeat(300)))
                        .lines())
                .containsExactly(rule);
    }

    @Test
    void limitsHoldForEachFrameAlone() {
        String frame = "SEND\na:34567890\nb:34567890\nc:34\n\n12345^@";

        assertThat(TIGHT.atEveryCut(CaretNotation.bytes(frame.repeat(3))).frames())
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4095, 4096})
    void bodyOfKnownLengthMayReachTheLimit(int length) {
        byte[] bytes = CaretNotation.bytes("SEND\ncontent-length:" + length + "\n\n" + "^@".repeat(length) + "^@");

        assertThat(Decoding.FROM_CLIENT.whole(bytes).frames())
                .singleElement()
                .satisfies(frame -> assertThat(frame.body()).hasSize(length));
        assertThat(Decoding.FROM_CLIENT.byteByByte(bytes)).isEqualTo(Decoding.FROM_CLIENT.whole(bytes));
    }

    @ParameterizedTest(name = "content-length:{0}")
    @ValueSource(
            strings = {
                "",
                "-1",
                "-0",
                "-9999999999",
                "+5",
                " 5",
                "5 ",
                "\t5",
                "0x5",
                "5,5",
                "5.0",
                "1e3",
                "5;",
                "٥",
                "five",
                "-9223372036854775808"
            })
    void contentLengthMustBeDecimalDigits(String value) {
        String sent = "CONNECT\naccept-version:1.2\n\n^@SEND\ncontent-length:" + value + "\n\n";

        assertThat(Decoding.FROM_CLIENT.atEveryCut(CaretNotation.bytes(sent)).rule())
                .isEqualTo("The content-length must be a decimal number.");
    }

    @ParameterizedTest(name = "content-length:{0}")
    @ValueSource(
            strings = {
                "4097",
                "2147483647",
                "2147483648",
                "4294967296",
                "4294967301",
                "9223372036854775807",
                "18446744073709551621",
                "99999999999999999999"
            })
    void contentLengthBeyondTheLimitIsRefusedBeforeTheBody(String value) {
        String sent = "SEND\ncontent-length:" + value + "\n\n";

        assertThat(Decoding.FROM_CLIENT.atEveryCut(CaretNotation.bytes(sent)).rule())
                .isEqualTo("The body must not be longer than the limit.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "05", "00000000000000000000000000005"})
    void contentLengthMayHaveLeadingZeros(String value) {
        String sent = "SEND\ncontent-length:" + value + "\n\n12345^@";

        assertThat(Decoding.FROM_CLIENT.atEveryCut(CaretNotation.bytes(sent)).frames())
                .hasSize(1);
    }

    @Test
    void paddedContentLengthIsReadIn1_0Alone() {
        String sent = "SEND\ncontent-length: 5\n\n12345^@";

        assertThat(Decoding.FROM_CLIENT.atEveryCut(CaretNotation.bytes(sent)).lines())
                .containsExactly("SEND {content-length=5} 12345");
    }

    @Test
    void declaredLengthAloneCostsNoMemory() throws StompViolation {
        int gibibyte = 1 << 30;
        Decoding generous = new Decoding(Sender.CLIENT, new StompLimits(16, 32, 512, 2048, gibibyte));
        byte[] start = CaretNotation.bytes("SEND\ncontent-length:" + gibibyte + "\n\nonly this");
        List<StompDecoder> decoders = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            StompDecoder decoder = generous.newDecoder(new Decoding.Recorder());
            decoder.decode(ByteBuffer.wrap(start));
            decoders.add(decoder);
        }

        assertThat(decoders).hasSize(1000);
    }

    @Test
    void millionTinyHeadersEndAtTheLimit() {
        byte[] bytes = ("SEND\n" + "a:\n".repeat(1_000_000)).getBytes(StandardCharsets.US_ASCII);

        assertThat(Decoding.FROM_CLIENT.whole(bytes).lines())
                .containsExactly("! A frame must not have more headers than the limit.");
    }

    @Test
    void millionTinyHeadersAreReadInLinearTimeWhereAllowed() {
        int million = 1_000_000;
        Decoding generous = new Decoding(Sender.CLIENT, new StompLimits(16, million, 512, 3 * million, 0));
        byte[] bytes = ("SEND\n" + "a:\n".repeat(million) + "\n\0").getBytes(StandardCharsets.US_ASCII);

        assertThat(generous.byteByByte(bytes).frames())
                .singleElement()
                .satisfies(frame -> assertThat(frame.headers().size()).isEqualTo(million));
    }

    @Test
    void floodOfLineEndsIsOneHeartBeatPerCall() throws StompViolation {
        Decoding.Recorder recorder = new Decoding.Recorder();
        StompDecoder decoder = new StompDecoder(Decoding.LIMITS, recorder);
        byte[] flood = new byte[10_000_000];
        Arrays.fill(flood, (byte) '\n');

        decoder.decode(ByteBuffer.wrap(flood));
        assertThat(recorder.heartBeats).isEqualTo(1);

        decoder.decode(ByteBuffer.wrap(flood));
        assertThat(recorder.heartBeats).isEqualTo(2);
    }

    @Test
    void raisedLimitsHoldFromTheNextByteOn() throws StompViolation {
        Decoding.Recorder recorder = new Decoding.Recorder();
        StompDecoder decoder = TIGHT.newDecoder(recorder);

        decoder.decode(ByteBuffer.wrap(CaretNotation.bytes("SEND\n\n12345")));
        decoder.limits(new StompLimits(11, 3, 10, 24, 6));
        decoder.decode(ByteBuffer.wrap(CaretNotation.bytes("6^@")));

        assertThat(recorder.frames)
                .singleElement()
                .satisfies(frame -> assertThat(frame.body()).hasSize(6));
    }

    @Test
    void sinkMayRaiseTheLimitsForTheBytesBehindTheFrame() throws StompViolation {
        List<StompFrame> frames = new ArrayList<>();
        StompDecoder[] decoder = new StompDecoder[1];
        decoder[0] = TIGHT.newDecoder(new StompSink() {
            @Override
            public void onFrame(StompFrame frame) {
                frames.add(frame);
                decoder[0].limits(Decoding.LIMITS);
            }

            @Override
            public void onHeartBeat() {}
        });

        decoder[0].decode(ByteBuffer.wrap(CaretNotation.bytes("CONNECT\n\n^@SEND\n\n1234567890^@")));

        assertThat(frames).hasSize(2);
    }
}
