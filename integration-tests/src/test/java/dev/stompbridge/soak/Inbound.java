package dev.stompbridge.soak;

import dev.stompbridge.load.client.BrowserSocket;
import dev.stompbridge.load.client.FrameCursor;
import dev.stompbridge.load.client.ProtocolException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Turns the bytes of one connection into the answer to the upgrade, and then frames. On the browsers' thread. */
final class Inbound {
    /** Who takes what has come. */
    interface Sink {
        void upgraded() throws IOException;

        void frame(int opcode, byte[] payload) throws IOException;
    }

    private static final byte[] NOTHING = {};
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final Sink sink;
    private final FrameCursor cursor = new FrameCursor();
    private boolean upgraded;
    private byte[] rest = NOTHING;

    Inbound(Sink sink) {
        this.sink = sink;
    }

    /** Reads once, so many bytes at most, by way of a buffer that others use too; false at the end of the stream. */
    boolean read(BrowserSocket socket, byte[] buffer, int maxBytes) throws IOException {
        System.arraycopy(rest, 0, buffer, 0, rest.length);
        int room = Math.min(maxBytes, buffer.length - rest.length);
        int count = socket.read(ByteBuffer.wrap(buffer, rest.length, room));
        if (count > 0) {
            int end = rest.length + count;
            int used = frames(buffer, upgraded ? 0 : head(buffer, end), end);
            rest = used == end ? NOTHING : Arrays.copyOfRange(buffer, used, end);
        }
        return count >= 0;
    }

    private int head(byte[] buffer, int end) throws IOException {
        String head = new String(buffer, 0, end, StandardCharsets.ISO_8859_1);
        int length = head.indexOf(END_OF_HEAD);
        if (length < 0) {
            return 0;
        }
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new ProtocolException(head.substring(0, head.indexOf('\r')));
        }
        upgraded = true;
        sink.upgraded();
        return length + END_OF_HEAD.length();
    }

    private int frames(byte[] buffer, int from, int end) throws IOException {
        int at = from;
        while (upgraded && cursor.next(buffer, at, end)) {
            at = cursor.end();
            sink.frame(cursor.opcode(), Arrays.copyOfRange(buffer, cursor.payloadAt(), at));
        }
        return at;
    }
}
