package dev.stompbridge.stomp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a decoder made of a stream, in a form that decoders share.
 *
 * @param refused whether it found a violation; if not, it waits for more
 */
record Reading(List<Frame> frames, boolean refused) {
    /**
     * A complete frame.
     *
     * @param headers name, value, name, value and so on
     * @param body a character for each octet
     */
    record Frame(String command, List<String> headers, String body) {}

    /** So large that no stream of a test meets them but one that announces a gigantic body. */
    private static final StompLimits LIMITS = new StompLimits(1 << 16, 1 << 10, 1 << 16, 1 << 17, 1 << 20);

    static final int MAX_BODY = LIMITS.maxBodyBytes();

    /** By the decoder under test, as a server reads. */
    static Reading ofOurs(List<byte[]> pieces) {
        List<Frame> frames = new ArrayList<>();
        StompDecoder decoder = new StompDecoder(LIMITS, new StompSink() {
            @Override
            public void onFrame(StompFrame frame) {
                frames.add(common(frame));
            }

            @Override
            public void onHeartBeat() {
                // Not compared: other decoders do not report it.
            }
        });
        try {
            for (byte[] piece : pieces) {
                decoder.decode(ByteBuffer.wrap(piece));
            }
            return new Reading(frames, false);
        } catch (StompViolation violation) {
            return new Reading(frames, true);
        }
    }

    private static Frame common(StompFrame frame) {
        List<String> headers = new ArrayList<>();
        frame.headers().forEach(header -> {
            headers.add(header.name());
            headers.add(header.value());
        });
        return new Frame(frame.command().name(), headers, new String(frame.body(), ISO_8859_1));
    }

    /** How many frames both have in common from the start on. */
    int sharedWith(Reading other) {
        int shared = 0;
        while (shared < Math.min(frames.size(), other.frames.size())
                && frames.get(shared).equals(other.frames.get(shared))) {
            shared++;
        }
        return shared;
    }
}
