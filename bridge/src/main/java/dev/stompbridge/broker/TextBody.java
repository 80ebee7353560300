package dev.stompbridge.broker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.util.ByteSequence;
import org.apache.activemq.util.MarshallingSupport;

/**
 * The body of an OpenWire TextMessage: four bytes of length, then Java's modified UTF-8, which differs from UTF-8 for NUL
 * and beyond U+FFFF only. Bodies without those are copied, not decoded.
 */
final class TextBody {
    private static final int LENGTH_BYTES = 4;

    private TextBody() {}

    static byte[] encode(String text) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + LENGTH_BYTES);
            MarshallingSupport.writeUTF8(new DataOutputStream(bytes), text);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory does not fail", e);
        }
    }

    /**
     * The body in UTF-8. The message may be shared with the broker, which turns its text into bytes when it stores it:
     * it does that under the message's monitor, and so is it read here, without leaving a change behind.
     */
    static byte[] decode(ActiveMQTextMessage message) throws IOException {
        synchronized (message) {
            ByteSequence content = message.getContent();
            if (content == null || message.isCompressed()) {
                return viaText(message);
            }
            return isPlainUtf8(content)
                    ? Arrays.copyOfRange(content.data, content.offset + LENGTH_BYTES, content.offset + content.length)
                    : read(content).getBytes(StandardCharsets.UTF_8);
        }
    }

    private static String read(ByteSequence content) throws IOException {
        DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(content.data, content.offset, content.length));
        String text = MarshallingSupport.readUTF8(in);
        return text == null ? "" : text;
    }

    private static byte[] viaText(ActiveMQTextMessage message) throws IOException {
        try {
            String text = ((ActiveMQTextMessage) message.copy()).getText();
            return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        } catch (jakarta.jms.JMSException e) {
            throw new IOException("the text cannot be read", e);
        }
    }

    /** No C0 80 (NUL) and no ED A0..BF (half of a surrogate pair). */
    private static boolean isPlainUtf8(ByteSequence content) {
        byte[] data = content.data;
        int end = content.offset + content.length;
        if (content.length < LENGTH_BYTES) {
            return false;
        }
        for (int i = content.offset + LENGTH_BYTES; i < end; i++) {
            if (data[i] == (byte) 0xC0 || data[i] == (byte) 0xED) {
                return false;
            }
        }
        return true;
    }
}
