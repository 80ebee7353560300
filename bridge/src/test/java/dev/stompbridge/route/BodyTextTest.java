package dev.stompbridge.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.apache.activemq.command.ActiveMQBytesMessage;
import org.apache.activemq.command.ActiveMQMapMessage;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ActiveMQObjectMessage;
import org.apache.activemq.command.ActiveMQStreamMessage;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.util.ByteSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTextTest {

    private static final int MAX = BodyText.MAX_BYTES;

    /** As it was set. */
    private static ActiveMQTextMessage text(String text) throws JMSException {
        ActiveMQTextMessage message = new ActiveMQTextMessage();
        message.setText(text);
        return message;
    }

    /** As it comes from a socket or the store. */
    private static ActiveMQTextMessage encodedText(String text) throws JMSException {
        ActiveMQTextMessage message = text(text);
        message.storeContentAndClear();
        return message;
    }

    private static ActiveMQTextMessage compressedText(String text) throws JMSException, IOException {
        ActiveMQTextMessage message = encodedText(text);
        message.compress();
        return message;
    }

    private static ActiveMQBytesMessage bytes(byte[] body) throws JMSException {
        ActiveMQBytesMessage message = new ActiveMQBytesMessage();
        message.writeBytes(body);
        message.reset();
        return message;
    }

    private static ActiveMQBytesMessage compressedBytes(byte[] body) throws JMSException, IOException {
        ActiveMQBytesMessage message = bytes(body);
        message.compress();
        return message;
    }

    private static void assertRejected(ActiveMQMessage message, InvalidReason reason) {
        assertThatThrownBy(() -> BodyText.of(message))
                .isInstanceOfSatisfying(
                        Rejection.class,
                        rejection -> assertThat(rejection.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"a\":\"\u00e4\u20ac\ud83d\ude00\"}", "\u0000"})
    void everyWayToCarryATextGivesTheText(String body) throws Exception {
        byte[] utf8 = body.getBytes(StandardCharsets.UTF_8);
        assertThat(BodyText.of(text(body))).isEqualTo(body);
        assertThat(BodyText.of(encodedText(body))).isEqualTo(body);
        assertThat(BodyText.of(compressedText(body))).isEqualTo(body);
        assertThat(BodyText.of(bytes(utf8))).isEqualTo(body);
        assertThat(BodyText.of(compressedBytes(utf8))).isEqualTo(body);
    }

    @Test
    void readingLeavesTheMessageAsItIs() throws Exception {
        ActiveMQTextMessage text = compressedText("{}");
        ByteSequence content = text.getContent();
        BodyText.of(text);
        assertThat(text.getContent()).isSameAs(content);
        assertThat(text.isCompressed()).isTrue();

        ActiveMQBytesMessage bytes = bytes("{}".getBytes(StandardCharsets.UTF_8));
        BodyText.of(bytes);
        assertThat(bytes.readByte()).isEqualTo((byte) '{');
    }

    static Stream<String> largest() {
        return Stream.of("x".repeat(MAX), "\u20ac".repeat(MAX / 3) + "x", "\ud83d\ude00".repeat(MAX / 4));
    }

    @ParameterizedTest
    @MethodSource("largest")
    void theLimitCountsBytesOfUtf8(String body) throws Exception {
        byte[] utf8 = body.getBytes(StandardCharsets.UTF_8);
        assertThat(utf8).hasSize(MAX);
        assertThat(BodyText.of(text(body))).isEqualTo(body);
        assertThat(BodyText.of(encodedText(body))).isEqualTo(body);
        assertThat(BodyText.of(compressedText(body))).isEqualTo(body);
        assertThat(BodyText.of(bytes(utf8))).isEqualTo(body);
        assertThat(BodyText.of(compressedBytes(utf8))).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(ints = {MAX + 1, 1024 * 1024})
    void aLargerBodyIsRejected(int size) throws Exception {
        String body = "x".repeat(size);
        byte[] utf8 = body.getBytes(StandardCharsets.UTF_8);
        assertRejected(text(body), InvalidReason.BODY_SIZE);
        assertRejected(encodedText(body), InvalidReason.BODY_SIZE);
        assertRejected(compressedText(body), InvalidReason.BODY_SIZE);
        assertRejected(bytes(utf8), InvalidReason.BODY_SIZE);
        assertRejected(compressedBytes(utf8), InvalidReason.BODY_SIZE);
    }

    @Test
    void aBodyThatInflatesToMoreThanItDeclaresIsNotInflated() throws Exception {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(content))) {
            out.writeInt(2);
            out.write("{}".getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[10 * 1024 * 1024]);
        }
        ActiveMQTextMessage message = new ActiveMQTextMessage();
        message.setContent(new ByteSequence(content.toByteArray()));
        message.setCompressed(true);
        assertThat(BodyText.of(message)).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80", // a continuation byte alone
                "c3", // cut short
                "c080", // overlong NUL
                "eda080", // half a surrogate pair
                "f4908080", // beyond U+10FFFF
                "ff"
            })
    void bytesThatAreNotUtf8AreRejected(String hex) throws Exception {
        byte[] body = HexFormat.of().parseHex(hex);
        assertRejected(bytes(body), InvalidReason.ENCODING);
        assertRejected(compressedBytes(body), InvalidReason.ENCODING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "\ude00", "\ude00\ud83d", "\ud83dx"})
    void halfASurrogatePairIsRejected(String body) throws JMSException {
        assertRejected(text(body), InvalidReason.ENCODING);
        assertRejected(encodedText(body), InvalidReason.ENCODING);
    }

    static Stream<ActiveMQMessage> neitherTextNorBytes() {
        return Stream.of(
                new ActiveMQMessage(),
                new ActiveMQMapMessage(),
                new ActiveMQStreamMessage(),
                new ActiveMQObjectMessage());
    }

    @ParameterizedTest
    @MethodSource
    void neitherTextNorBytes(ActiveMQMessage message) {
        assertRejected(message, InvalidReason.BODY_TYPE);
    }

    @Test
    void anEmptyBodyIsRejected() throws JMSException {
        assertRejected(new ActiveMQTextMessage(), InvalidReason.JSON);
        assertRejected(bytes(new byte[0]), InvalidReason.JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "000000", "ffffffff", "7fffffff", "00000005", "00000005414243"})
    void contentThatCannotBeDecodedIsRejected(String hex) {
        byte[] content = HexFormat.of().parseHex(hex);
        for (boolean compressed : new boolean[] {false, true}) {
            for (ActiveMQMessage message : new ActiveMQMessage[] {new ActiveMQTextMessage(), compressed()}) {
                message.setContent(new ByteSequence(content));
                message.setCompressed(compressed || message instanceof ActiveMQBytesMessage);
                assertThatThrownBy(() -> BodyText.of(message)).isInstanceOf(Rejection.class);
            }
        }
    }

    private static ActiveMQBytesMessage compressed() {
        ActiveMQBytesMessage message = new ActiveMQBytesMessage();
        message.setCompressed(true);
        return message;
    }
}
