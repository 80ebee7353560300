package dev.stompbridge.stomp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.stomp.LastStompContentSubframe;
import io.netty.handler.codec.stomp.StompContentSubframe;
import io.netty.handler.codec.stomp.StompHeadersSubframe;
import io.netty.handler.codec.stomp.StompSubframe;
import io.netty.handler.codec.stomp.StompSubframeDecoder;
import java.util.ArrayList;
import java.util.List;

/** What Netty's decoder makes of a stream. */
final class NettyDecoding {
    /** Its buffers are left to the garbage collector. */
    private static final ByteBufAllocator HEAP = new UnpooledByteBufAllocator(false, true);

    private static final int MAX_LINE = 1 << 16;
    private static final int MAX_CHUNK = 1 << 20;
    private static final int MAX_HEADERS = 1 << 10;

    private final List<Reading.Frame> frames = new ArrayList<>();
    private final StringBuilder body = new StringBuilder();
    private String command = "";
    private List<String> headers = List.of();
    private boolean refused;

    private NettyDecoding() {}

    static Reading read(List<byte[]> pieces) {
        NettyDecoding decoding = new NettyDecoding();
        EmbeddedChannel channel =
                new EmbeddedChannel(new StompSubframeDecoder(MAX_LINE, MAX_CHUNK, MAX_HEADERS, false));
        channel.config().setAllocator(HEAP);
        try {
            for (byte[] piece : pieces) {
                channel.writeInbound(Unpooled.wrappedBuffer(piece));
                decoding.drain(channel);
            }
        } catch (DecoderException gaveUp) {
            decoding.drain(channel);
            decoding.refused = true;
        }
        return new Reading(decoding.frames, decoding.refused);
    }

    private void drain(EmbeddedChannel channel) {
        for (StompSubframe part = channel.readInbound(); part != null; part = channel.readInbound()) {
            refused |= part.decoderResult().isFailure();
            if (!refused) {
                take(part);
            }
        }
    }

    private void take(StompSubframe part) {
        if (part instanceof StompHeadersSubframe head) {
            command = head.command().name();
            headers = new ArrayList<>();
            head.headers().forEach(header -> {
                headers.add(header.getKey().toString());
                headers.add(header.getValue().toString());
            });
            body.setLength(0);
        } else if (part instanceof StompContentSubframe content) {
            body.append(content.content().toString(ISO_8859_1));
            if (content instanceof LastStompContentSubframe) {
                frames.add(new Reading.Frame(command, headers, body.toString()));
            }
        }
    }
}
