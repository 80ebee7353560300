package dev.stompbridge.it.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Optional;

/** The stream of frames that a server sends, however it cuts them into messages. */
final class Incoming {
    private byte[] rest = new byte[0];
    private int beats;

    /** Takes the payload of a message. */
    void add(Wire.Received message) {
        if (message.opcode() == Wire.TEXT && !isUtf8(message.payload())) {
            throw Finding.deviates("text message that is not UTF-8");
        }
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(rest);
        joined.writeBytes(message.payload());
        rest = joined.toByteArray();
        skipLineEnds();
    }

    /** Line ends between frames, so far. */
    int beats() {
        return beats;
    }

    /** The next whole frame. */
    Optional<StompFrame> next() {
        int headEnd = headEnd();
        if (headEnd < 0) {
            return Optional.empty();
        }
        String head = new String(rest, 0, headEnd, UTF_8);
        int begin = headEnd + 2;
        int end = bodyEnd(StompFrame.of(head, new byte[0]), begin);
        if (end < 0 || end >= rest.length) {
            return Optional.empty();
        }
        StompFrame frame = StompFrame.of(head, Arrays.copyOfRange(rest, begin, end));
        rest = Arrays.copyOfRange(rest, end + 1, rest.length);
        skipLineEnds();
        return Optional.of(frame);
    }

    private int headEnd() {
        return new String(rest, ISO_8859_1).indexOf("\n\n");
    }

    private int bodyEnd(StompFrame head, int begin) {
        Optional<String> length = head.header("content-length");
        if (length.isPresent()) {
            return begin + Integer.parseInt(length.get());
        }
        int end = begin;
        while (end < rest.length && rest[end] != 0) {
            end++;
        }
        return end;
    }

    private void skipLineEnds() {
        int begin = 0;
        while (begin < rest.length && (rest[begin] == '\n' || rest[begin] == '\r')) {
            beats++;
            begin++;
        }
        rest = Arrays.copyOfRange(rest, begin, rest.length);
    }

    private static boolean isUtf8(byte[] payload) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).limit() >= 0;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
