package dev.stompbridge.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stompbridge.stomp.StompCommand.Sender;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Decodes bytes in pieces of a test's choice with a new decoder each time. */
record Decoding(Sender sender, StompLimits limits) {
    static final StompLimits LIMITS = new StompLimits(16, 32, 512, 2048, 4096);

    static final Decoding FROM_CLIENT = new Decoding(Sender.CLIENT, LIMITS);
    static final Decoding FROM_SERVER = new Decoding(Sender.SERVER, LIMITS);

    /** What a decoder made of a stream; the rule is null if it kept all rules. */
    record Outcome(
            List<StompFrame> frames,
            boolean heartBeat,
            @Nullable String rule) {
        /**
         * A line per frame, such as {@code SEND {destination=/queue/a} body}, and one per violation: {@code ! rule}.
         */
        List<String> lines() {
            List<String> lines = new ArrayList<>();
            frames.forEach(frame -> lines.add(line(frame)));
            if (rule != null) {
                lines.add("! " + rule);
            }
            return lines;
        }

        private static String line(StompFrame frame) {
            List<String> headers = new ArrayList<>();
            frame.headers()
                    .forEach(header ->
                            headers.add(CaretNotation.text(header.name()) + "=" + CaretNotation.text(header.value())));
            String body = CaretNotation.text(frame.body());
            return frame.command() + " {" + String.join(", ", headers) + "}" + (body.isEmpty() ? "" : " " + body);
        }
    }

    /** Keeps what it is told. */
    static final class Recorder implements StompSink {
        final List<StompFrame> frames = new ArrayList<>();
        int heartBeats;

        @Override
        public void onFrame(StompFrame frame) {
            frames.add(frame);
        }

        @Override
        public void onHeartBeat() {
            heartBeats++;
        }
    }

    StompDecoder newDecoder(StompSink sink) {
        return sender == Sender.CLIENT ? new StompDecoder(limits, sink) : StompDecoder.ofServerFrames(limits, sink);
    }

    Outcome whole(byte[] bytes) {
        return inPieces(bytes, new int[0]);
    }

    Outcome byteByByte(byte[] bytes) {
        int[] cuts = new int[Math.max(0, bytes.length - 1)];
        Arrays.setAll(cuts, i -> i + 1);
        return inPieces(bytes, cuts);
    }

    Outcome atRandomCuts(byte[] bytes, Random random) {
        int[] cuts =
                random.ints(random.nextInt(6), 0, bytes.length + 1).sorted().toArray();
        return inPieces(bytes, cuts);
    }

    /** The outcome of the whole, after a check that no cut into two and no cut into single bytes changes it. */
    Outcome atEveryCut(byte[] bytes) {
        Outcome whole = whole(bytes);
        assertThat(byteByByte(bytes)).as("byte by byte").isEqualTo(whole);
        for (int cut = 1; cut < bytes.length; cut++) {
            assertThat(inPieces(bytes, new int[] {cut})).as("cut at %d", cut).isEqualTo(whole);
        }
        return whole;
    }

    /** Goes on after a violation, as a network filter would, and checks that everything then is discarded. */
    Outcome inPieces(byte[] bytes, int... cuts) {
        Recorder recorder = new Recorder();
        StompDecoder decoder = newDecoder(recorder);
        String rule = null;
        int start = 0;
        for (int piece = 0; piece <= cuts.length; piece++) {
            int end = piece < cuts.length ? cuts[piece] : bytes.length;
            ByteBuffer in = ByteBuffer.wrap(bytes, start, end - start);
            try {
                decoder.decode(in);
            } catch (StompViolation violation) {
                assertThat(rule).as("second violation").isNull();
                rule = violation.rule();
            }
            assertThat(in.hasRemaining()).as("unread bytes").isFalse();
            start = end;
        }
        return new Outcome(List.copyOf(recorder.frames), recorder.heartBeats > 0, rule);
    }
}
