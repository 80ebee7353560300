package dev.stompbridge.websocket;

import static dev.stompbridge.websocket.HexText.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 6455 §10.4: a peer gets memory for what it has sent, not for what it announces. */
class MemoryTest {

    private static final int MIB = 1 << 20;
    private static final WebSocketLimits LIMITS = new WebSocketLimits(16 * MIB, 16 * MIB);
    private static final byte[] HEADER_OF_16_MIB = hex("82 ff 00 00 00 00 01 00 00 00 00*4");

    /** For headers, and whatever else does not grow with a payload. */
    private static final int SMALL = 1024;

    private final Counter counter = new Counter();
    private final WebSocketDecoder decoder = new WebSocketDecoder(LIMITS, counter);

    @BeforeEach
    void loadClasses() throws Exception {
        WebSocketDecoder other = new WebSocketDecoder(LIMITS, new Counter());
        other.decode(ByteBuffer.wrap(hex("02 81 00*4 61", "80 81 00*4 61", "89 81 00*4 61")));
        assertThat(refuses(other, ByteBuffer.wrap(hex("82 ff 7f ff*7 00*4")))).isTrue();
        assertThat(Allocation.of(() -> new WebSocketDecoder(LIMITS, counter))).isPositive();
    }

    @Test
    void announcedPayloadCostsNothing() throws Exception {
        ByteBuffer header = ByteBuffer.wrap(HEADER_OF_16_MIB);

        assertThat(Allocation.of(() -> decoder.decode(header))).isLessThan(SMALL);
    }

    @Test
    void firstByteOfAnAnnouncedPayloadCostsLittle() throws Exception {
        decoder.decode(ByteBuffer.wrap(HEADER_OF_16_MIB));
        ByteBuffer oneByte = ByteBuffer.allocate(1);

        assertThat(Allocation.of(() -> decoder.decode(oneByte))).isLessThan(SMALL);
    }

    @Test
    void refusedPayloadCostsNothing() throws Exception {
        decoder.limits(new WebSocketLimits(MIB, MIB));
        ByteBuffer header = ByteBuffer.wrap(HEADER_OF_16_MIB);

        boolean[] refused = {false};

        long allocated = Allocation.of(() -> refused[0] = refuses(decoder, header));

        assertThat(refused[0]).isTrue();
        assertThat(allocated).isLessThan(SMALL);
    }

    @Test
    void slowPayloadCostsAFewTimesWhatHasArrived() throws Exception {
        decoder.decode(ByteBuffer.wrap(HEADER_OF_16_MIB));
        ByteBuffer piece = ByteBuffer.allocate(1000);

        long allocated = Allocation.of(() -> {
            for (int i = 0; i < 1000; i++) {
                decoder.decode(piece.rewind());
            }
        });

        assertThat(allocated).isLessThan(4 * 1000 * 1000);
    }

    @Test
    void wholeFrameIsCopiedOnce() throws Exception {
        ByteBuffer frame = ByteBuffer.wrap(Frames.client(Opcode.BINARY, new byte[MIB]));

        assertThat(Allocation.of(() -> decoder.decode(frame))).isLessThan(MIB + SMALL);
        assertThat(counter.last()).hasSize(MIB);
    }

    @Test
    void frameInPiecesIsNotCopiedAgainAtItsEnd() throws Exception {
        byte[] frame = Frames.client(Opcode.BINARY, new byte[MIB]);
        int most = frame.length / 4 * 3;
        decoder.decode(ByteBuffer.wrap(frame, 0, most));
        ByteBuffer rest = ByteBuffer.wrap(frame, most, frame.length - most);

        assertThat(Allocation.of(() -> decoder.decode(rest))).isLessThan(MIB + SMALL);
        assertThat(counter.last()).hasSize(MIB);
    }

    @Test
    void floodOfEmptyFragmentsIsNotKept() throws Exception {
        byte[] fragment = hex("00 80 00*4");
        byte[] fragments = new byte[fragment.length * 10_000];
        for (int i = 0; i < fragments.length; i++) {
            fragments[i] = fragment[i % fragment.length];
        }
        decoder.decode(ByteBuffer.wrap(hex("01 80 00*4")));
        long before = Allocation.held();

        for (int i = 0; i < 300; i++) {
            decoder.decode(ByteBuffer.wrap(fragments)); // 3 million in all: 8 bytes for each would be 24 MB
        }

        assertThat(Allocation.held() - before).isLessThan(8 * MIB);
        decoder.decode(ByteBuffer.wrap(hex("80 81 00*4 61")));
        assertThat(counter.last()).containsExactly('a');
    }

    @Test
    void unfinishedMessageIsForgottenAtAViolation() throws Exception {
        byte[] half = Frames.client(false, Opcode.BINARY, new byte[MIB]);
        long before = Allocation.held();
        List<WebSocketDecoder> decoders = new ArrayList<>();

        for (int i = 0; i < 64; i++) {
            WebSocketDecoder failed = new WebSocketDecoder(LIMITS, counter);
            decoders.add(failed);
            failed.decode(ByteBuffer.wrap(half));
            assertThat(refuses(failed, ByteBuffer.wrap(hex("83")))).isTrue();
        }

        assertThat(Allocation.held() - before).isLessThan(16 * MIB);
        assertThat(decoders).hasSize(64);
    }

    @Test
    void unfinishedMessageIsForgottenAtAClose() throws Exception {
        byte[] half = Frames.client(false, Opcode.BINARY, new byte[MIB]);
        long before = Allocation.held();
        List<WebSocketDecoder> decoders = new ArrayList<>();

        for (int i = 0; i < 64; i++) {
            WebSocketDecoder closed = new WebSocketDecoder(LIMITS, counter);
            decoders.add(closed);
            closed.decode(ByteBuffer.wrap(half));
            closed.decode(ByteBuffer.wrap(hex("88 80 00*4")));
        }

        assertThat(Allocation.held() - before).isLessThan(16 * MIB);
        assertThat(decoders).hasSize(64);
    }

    @Test
    void deliveredArrayBelongsToTheReceiver() throws Exception {
        byte[] frame = Frames.client(Opcode.BINARY, hex("01 02 03"));
        decoder.decode(ByteBuffer.wrap(frame));
        byte[] first = counter.last();
        Arrays.fill(first, (byte) 9);

        decoder.decode(ByteBuffer.wrap(frame));

        assertThat(counter.last()).containsExactly(1, 2, 3);
        assertThat(first).containsExactly(9, 9, 9);
    }

    private static boolean refuses(WebSocketDecoder decoder, ByteBuffer in) {
        try {
            decoder.decode(in);
            return false;
        } catch (WebSocketViolation expected) {
            return true;
        }
    }
}
