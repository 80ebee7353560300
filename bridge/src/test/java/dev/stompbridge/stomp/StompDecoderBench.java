package dev.stompbridge.stomp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a browser sends, per frame. Not final, for JMH extends it. */
@State(Scope.Thread)
public class StompDecoderBench {
    private static final int LARGE_BYTES = 64 * 1024;
    private static final StompLimits LIMITS = new StompLimits(16, 64, 8 * 1024, 16 * 1024, LARGE_BYTES);
    private static final int SMALL_FRAMES = 256;
    private static final String PRICE = "{\"symbol\":\"NVDA\",\"price\":13.92}";

    private final Last last = new Last();
    private final StompDecoder decoder = new StompDecoder(LIMITS, last);
    private final byte[] prices = send("", PRICE).repeat(SMALL_FRAMES).getBytes(StandardCharsets.UTF_8);
    private final byte[] ofKnownLength = large("content-length:" + LARGE_BYTES + "\n");
    private final byte[] upToNul = large("");

    /** Keeps the length of the latest body. */
    private static final class Last implements StompSink {
        private int bodyBytes;

        @Override
        public void onFrame(StompFrame frame) {
            bodyBytes = frame.body().length;
        }

        @Override
        public void onHeartBeat() {
            bodyBytes = 0;
        }
    }

    private static String send(String header, String body) {
        return "SEND\ndestination:/queue/stock.prices\ncontent-type:application/json\n" + header + "\n" + body + "\0";
    }

    private static byte[] large(String header) {
        return send(header, "x".repeat(LARGE_BYTES)).getBytes(StandardCharsets.UTF_8);
    }

    @Benchmark
    @OperationsPerInvocation(SMALL_FRAMES)
    public int price() throws StompViolation {
        return decode(prices);
    }

    @Benchmark
    public int bodyOf64KiBWithItsLength() throws StompViolation {
        return decode(ofKnownLength);
    }

    @Benchmark
    public int bodyOf64KiBUpToNul() throws StompViolation {
        return decode(upToNul);
    }

    private int decode(byte[] frames) throws StompViolation {
        decoder.decode(ByteBuffer.wrap(frames));
        return last.bodyBytes;
    }
}
