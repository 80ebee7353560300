package dev.stompbridge.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a browser sends, per frame. Not final, for JMH extends it. */
@State(Scope.Thread)
public class WebSocketDecoderBench {
    private static final int LARGE_BYTES = 64 * 1024;
    private static final WebSocketLimits LIMITS = new WebSocketLimits(LARGE_BYTES, LARGE_BYTES);

    /** As many as one read may bring. */
    private static final int SMALL_FRAMES = 256;

    private static final byte[] SMALL_PAYLOAD =
            "SEND\ndestination:/topic/stock.NVDA\n\n{\"symbol\":\"NVDA\",\"price\":13.92}\0"
                    .getBytes(StandardCharsets.UTF_8);

    private final Counter counter = new Counter();
    private final WebSocketDecoder decoder = new WebSocketDecoder(LIMITS, counter);
    private final byte[] small = smallFrames();
    private final byte[] text =
            Frames.client(Opcode.TEXT, "x".repeat(LARGE_BYTES).getBytes(StandardCharsets.US_ASCII));
    private final byte[] binary = Frames.client(Opcode.BINARY, new byte[LARGE_BYTES]);

    private static byte[] smallFrames() {
        byte[] frame = Frames.client(Opcode.TEXT, SMALL_PAYLOAD);
        ByteBuffer all = ByteBuffer.allocate(SMALL_FRAMES * frame.length);
        while (all.hasRemaining()) {
            all.put(frame);
        }
        return all.array();
    }

    @Benchmark
    @OperationsPerInvocation(SMALL_FRAMES)
    public byte[] maskedTextOf68Bytes() throws WebSocketViolation {
        return decode(small);
    }

    @Benchmark
    public byte[] maskedTextOf64KiB() throws WebSocketViolation {
        return decode(text);
    }

    @Benchmark
    public byte[] maskedBinaryOf64KiB() throws WebSocketViolation {
        return decode(binary);
    }

    private byte[] decode(byte[] frames) throws WebSocketViolation {
        decoder.decode(ByteBuffer.wrap(frames));
        return counter.last();
    }
}
