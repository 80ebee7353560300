package dev.stompbridge.route;

import dev.stompbridge.contract.BodySchema;
import jakarta.jms.JMSException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.zip.InflaterInputStream;
import org.apache.activemq.command.ActiveMQBytesMessage;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.util.ByteArrayInputStream;
import org.apache.activemq.util.ByteSequence;

/**
 * The body of a message as text: a text message, or a bytes message that is UTF-8 (RFC 3629), which is what a STOMP SEND
 * with a content-length becomes. The declared size is checked before anything is decoded or inflated. The message stays
 * as it is. Objects are never deserialised.
 */
final class BodyText {

    /** The largest body that is looked at, in bytes of UTF-8. */
    static final int MAX_BYTES = BodySchema.MAX_BYTES;

    /** A body starts with its length when it is text or compressed. */
    private static final int LENGTH_BYTES = 4;
    /** OpenWire writes a character outside the basic plane in 6 bytes, UTF-8 in 4: at most 1.5 times as many. */
    private static final int MAX_ENCODED_BYTES = MAX_BYTES * 3 / 2;

    private BodyText() {}

    static String of(ActiveMQMessage message) throws Rejection {
        try {
            if (message instanceof ActiveMQTextMessage text) {
                return ofText(text);
            }
            if (message instanceof ActiveMQBytesMessage bytes) {
                return ofBytes(bytes);
            }
        } catch (JMSException | IOException e) {
            throw unreadable();
        }
        throw new Rejection(InvalidReason.BODY_TYPE, "body: neither text nor bytes");
    }

    private static String ofText(ActiveMQTextMessage message) throws Rejection, JMSException, IOException {
        ByteSequence content = message.getContent();
        String text;
        if (content == null) {
            text = message.getText();
        } else {
            int declared = message.isCompressed() ? inflatedLength(content) : content.getLength() - LENGTH_BYTES;
            if (declared > MAX_ENCODED_BYTES) {
                throw tooLarge();
            }
            // A copy, for getText replaces the content it decodes.
            text = ((ActiveMQTextMessage) message.copy()).getText();
        }
        if (text == null) {
            throw new Rejection(InvalidReason.JSON, "body: is empty");
        }
        checkText(text);
        return text;
    }

    private static int inflatedLength(ByteSequence content) throws IOException {
        InputStream inflated = new InflaterInputStream(new ByteArrayInputStream(content));
        try (DataInputStream in = new DataInputStream(inflated)) {
            return in.readInt();
        }
    }

    private static String ofBytes(ActiveMQBytesMessage message) throws Rejection, JMSException {
        ByteSequence content = message.getContent();
        if (content == null || content.getLength() == 0) {
            throw new Rejection(InvalidReason.JSON, "body: is empty");
        }
        int declared = content.getLength();
        if (message.isCompressed()) {
            if (declared < LENGTH_BYTES) {
                throw unreadable();
            }
            declared = ByteBuffer.wrap(content.getData(), content.getOffset(), LENGTH_BYTES)
                    .getInt();
        }
        if (declared > MAX_BYTES) {
            throw tooLarge();
        }
        if (declared < 0) {
            throw unreadable();
        }
        // A copy, for reading moves the position.
        ActiveMQBytesMessage copy = (ActiveMQBytesMessage) message.copy();
        copy.setReadOnlyBody(true);
        byte[] bytes = new byte[(int) copy.getBodyLength()];
        copy.readBytes(bytes);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Rejection(InvalidReason.ENCODING, "body: not valid UTF-8");
        }
    }

    /** Counts the bytes of the text in UTF-8, which has no encoding for half a surrogate pair. */
    private static void checkText(String text) throws Rejection {
        if (text.length() > MAX_BYTES) {
            throw tooLarge();
        }
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
            } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                throw new Rejection(InvalidReason.ENCODING, "body: not valid Unicode");
            }
        }
        if (bytes > MAX_BYTES) {
            throw tooLarge();
        }
    }

    private static Rejection tooLarge() {
        return new Rejection(InvalidReason.BODY_SIZE, "body: larger than " + MAX_BYTES + " bytes");
    }

    private static Rejection unreadable() {
        return new Rejection(InvalidReason.ENCODING, "body: cannot be decoded");
    }
}
